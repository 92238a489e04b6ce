import { useTranslation } from 'react-i18next';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { mediaKind } from './model/media-shape.ts';

/** One line for a message: its text, or what it holds. */
export function usePreview(): (message: MessageRecord) => string {
  const { t } = useTranslation('conversation');
  return (message) => {
    const text = message.body ?? message.button?.text ?? '';
    if (text.trim() !== '') return text;
    const media = message.media[0];
    if (media !== undefined) {
      const kind = mediaKind(media.contentType);
      return kind === 'document' && media.fileName !== null ? media.fileName : t(`preview.${kind}`);
    }
    if (message.location !== null) {
      return message.location.label ?? message.location.address ?? t('preview.location');
    }
    return t('preview.nothing');
  };
}
