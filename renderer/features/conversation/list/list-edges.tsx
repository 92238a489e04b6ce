import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { Messages } from '../messages/use-messages.ts';
import css from './list-edges.module.css';

export interface ListTopProps {
  readonly messages: Pick<Messages, 'loadingOlder' | 'olderError' | 'loadOlder'>;
  readonly complete: boolean;
}

/** Above the oldest message that is loaded: that more is to come, or why not. */
export function ListTop(props: ListTopProps) {
  const { t } = useTranslation('conversation');
  const { messages, complete } = props;
  if (messages.olderError !== null) {
    return (
      <div className={css['top']}>
        <span>{t('olderFailed', { what: messages.olderError.refusal.what })}</span>
        <Button size="small" onPress={messages.loadOlder}>
          {t('tryAgain')}
        </Button>
      </div>
    );
  }
  if (complete) return null;
  return (
    <div className={css['loading']}>
      <VisuallyHidden>{t('olderLoading')}</VisuallyHidden>
      <Skeleton width="240px" height="34px" shape="card" />
    </div>
  );
}
