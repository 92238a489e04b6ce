import { CircleAlert, Clock, CornerUpLeft, MapPin, Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import css from './inbox-row.module.css';
import type { Preview } from './preview-of.ts';

/** The second line of a row. */
export function RowPreview(props: { readonly preview: Preview; readonly isUnread: boolean }) {
  const { t } = useTranslation('inbox');
  const { preview } = props;
  if (preview.kind === 'empty') return <span className={css['preview']}>{t('preview.empty')}</span>;
  if (preview.kind === 'draft') {
    return (
      <span className={css['preview']}>
        <span className={css['draft']}>{t('preview.draft')}</span> <bdi>{preview.text}</bdi>
      </span>
    );
  }
  const { kind, what } = preview;
  return (
    <span className={classNames(css['preview'], props.isUnread && css['strong'])}>
      {kind === 'failed' ? (
        <span className={css['failed']}>
          <CircleAlert size={14} aria-hidden /> {t('preview.failed')}{' '}
        </span>
      ) : null}
      {kind === 'waiting' ? <Clock size={14} aria-label={t('preview.waiting')} /> : null}
      {kind === 'own' ? <CornerUpLeft size={14} aria-label={t('preview.own')} /> : null}
      {what === 'media' ? <Paperclip size={14} aria-hidden /> : null}
      {what === 'location' ? <MapPin size={14} aria-hidden /> : null}
      <bdi>{preview.text ?? t(`preview.kind.${what}`)}</bdi>
    </span>
  );
}
