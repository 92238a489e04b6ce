import { useTranslation } from 'react-i18next';
import { ATTACHMENT_KINDS } from '../../../shared/domain/attachment/limits.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { fileSize } from '../conversation/model/media-shape.ts';

/** How large a file may be, in words. */
export function useLimitWords(): string {
  const { t } = useTranslation('attachments');
  const locale = useLocale();
  return t('limits', {
    picture: fileSize(ATTACHMENT_KINDS.image.maxSize, locale),
    file: fileSize(ATTACHMENT_KINDS.document.maxSize, locale),
  });
}
