import { Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import { useConversationScope, useFindMessage } from '../conversation-context.tsx';
import { usePreview } from '../use-preview.ts';
import css from './quote.module.css';

/** The message that this one answers; pressing it jumps there. */
export function Quote(props: { readonly id: MessageId }) {
  const { t } = useTranslation('conversation');
  const { jump, nameOf } = useConversationScope();
  const find = useFindMessage();
  const preview = usePreview();
  const quoted = find(props.id);
  const label =
    quoted === undefined ? t('quote.jumpEarlier') : t('quote.jump', { name: nameOf(quoted) });
  return (
    <button
      type="button"
      className={css['quote']}
      data-mine={quoted?.direction === 'outbound'}
      title={label}
      onClick={() => jump(props.id)}
    >
      {quoted === undefined ? (
        <span className={css['earlier']}>
          <Reply size={16} aria-hidden />
          {t('quote.earlier')}
        </span>
      ) : (
        <>
          <bdi className={css['name']}>{nameOf(quoted)}</bdi>
          <span className={css['text']} dir="auto">
            {preview(quoted)}
          </span>
        </>
      )}
    </button>
  );
}
