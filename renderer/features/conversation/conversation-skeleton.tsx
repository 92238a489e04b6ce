import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useConversationKeys } from './use-conversation-keys.ts';
import css from './conversation-skeleton.module.css';

const BUBBLES = [
  { id: 1, side: 'in', width: '58%', height: '34px' },
  { id: 2, side: 'in', width: '36%', height: '34px' },
  { id: 3, side: 'out', width: '52%', height: '54px' },
  { id: 4, side: 'in', width: '44%', height: '34px' },
  { id: 5, side: 'out', width: '30%', height: '34px' },
] as const;

interface BackProps {
  readonly onBack: (() => void) | null;
}

/** The way back to the list, where nothing of the conversation is there. */
export function BackOnly(props: BackProps) {
  const { t } = useTranslation('conversation');
  const { onBack } = props;
  useConversationKeys(onBack === null ? {} : { Escape: onBack });
  if (onBack === null) return null;
  return (
    <div className={css['back']}>
      <IconButton
        label={t('back')}
        shortcut="Escape"
        icon={<ArrowLeft size={20} aria-hidden />}
        onPress={onBack}
      />
    </div>
  );
}

/** The place of a conversation that is being loaded: header, bubbles and composer. */
export function ConversationSkeleton(props: BackProps) {
  return (
    <>
      <div className={css['header']}>
        <BackOnly onBack={props.onBack} />
        <div className={css['names']}>
          <Skeleton width="180px" height="14px" />
          <Skeleton width="120px" height="12px" />
        </div>
      </div>
      <div className={css['bubbles']}>
        {BUBBLES.map(({ id, side, width, height }) => (
          <div key={id} data-side={side} className={css['line']}>
            <Skeleton width={width} height={height} shape="card" />
          </div>
        ))}
      </div>
      <div className={css['composer']}>
        <Skeleton width="100%" height="76px" shape="card" />
      </div>
    </>
  );
}
