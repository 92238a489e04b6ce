import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { Messages } from '../messages/use-messages.ts';
import css from './list-edges.module.css';

/** What the edges of the list need; virtuoso hands it through. */
export interface EdgeContext {
  readonly messages: Pick<Messages, 'loadingOlder' | 'olderError' | 'loadOlder'>;
  readonly complete: boolean;
}

/** Above the oldest message that is loaded: the beginning, more to come, or why not. */
export function ListTop(props: { readonly context?: EdgeContext | undefined }) {
  const { t } = useTranslation('conversation');
  const { context } = props;
  if (context === undefined) return null;
  const { messages, complete } = context;
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
  if (complete) return <div className={css['top']}>{t('start')}</div>;
  return (
    <div className={css['loading']}>
      <VisuallyHidden>{t('olderLoading')}</VisuallyHidden>
      <Skeleton width="240px" height="34px" shape="card" />
    </div>
  );
}

/** Room under the newest message. */
export function ListBottom() {
  return <div className={css['bottom']} />;
}
