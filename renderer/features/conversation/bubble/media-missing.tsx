import { FileX, ImageOff, RotateCw } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import css from './media-view.module.css';

export interface MediaMissingProps {
  readonly kind: 'picture' | 'file';
  readonly name: string;
  readonly style?: CSSProperties;
  readonly onRetry: () => void;
}

/** That a file cannot be had now, why, and the way to try again. */
export function MediaMissing(props: MediaMissingProps) {
  const { t } = useTranslation('conversation');
  const { online } = useConversationScope();
  const Icon = props.kind === 'picture' ? ImageOff : FileX;
  return (
    <div className={css['missing']} style={props.style}>
      <Icon size={20} aria-hidden />
      <span>{t(online ? `media.missing.${props.kind}` : 'media.missing.offline')}</span>
      <Button
        size="small"
        label={t('media.tryAgainWith', { name: props.name })}
        icon={<RotateCw size={14} aria-hidden />}
        onPress={props.onRetry}
      >
        {t('tryAgain')}
      </Button>
    </div>
  );
}
