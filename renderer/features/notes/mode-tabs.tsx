import { CornerUpLeft, StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { tipAttributes } from '../../ui/tooltip.tsx';
import css from './notes.module.css';

/** To whom one writes: the customer, or the team alone. */
export function ModeTabs(props: {
  readonly isNote: boolean;
  readonly onChange: (isNote: boolean) => void;
}) {
  const { t } = useTranslation('notes');
  const { isNote, onChange } = props;
  return (
    <div className={css['tabs']} role="group" aria-label={t('mode')}>
      <button
        type="button"
        className={css['tab']}
        aria-pressed={!isNote}
        onClick={() => onChange(false)}
        {...tipAttributes({ text: t('replyTip'), shortcut: 'R', placement: undefined })}
      >
        <CornerUpLeft size={16} aria-hidden />
        {t('reply')}
      </button>
      <button
        type="button"
        className={css['tab']}
        data-kind="note"
        aria-pressed={isNote}
        onClick={() => onChange(true)}
        {...tipAttributes({ text: t('noteTip'), shortcut: 'N', placement: undefined })}
      >
        <StickyNote size={16} aria-hidden />
        {t('note')}
      </button>
    </div>
  );
}
