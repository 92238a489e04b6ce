import { CornerUpLeft, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '../../../shared/contract/ids.ts';
import { useConversationScope, useFindMessage } from '../conversation/conversation-context.tsx';
import { usePreview } from '../conversation/use-preview.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './reply-quote.module.css';

/** The message that the reply will quote. */
export function ReplyQuote(props: { readonly id: MessageId; readonly onRemove: () => void }) {
  const { t } = useTranslation('composer');
  const conversation = useTranslation('conversation');
  const { nameOf } = useConversationScope();
  const find = useFindMessage();
  const preview = usePreview();
  const quoted = find(props.id);
  return (
    <div className={css['quote']}>
      <CornerUpLeft size={16} aria-hidden />
      <p className={css['words']}>
        {quoted === undefined ? (
          conversation.t('quote.earlier')
        ) : (
          <>
            <bdi className={css['name']}>{t('replyingTo', { name: nameOf(quoted) })}</bdi>
            <bdi className={css['text']}>{preview(quoted)}</bdi>
          </>
        )}
      </p>
      <IconButton
        size="small"
        label={t('removeQuote')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onRemove}
      />
    </div>
  );
}
