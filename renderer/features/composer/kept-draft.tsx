import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../shared/contract/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Shortcut } from '../../ui/shortcut.tsx';
import { variableName } from '../templates/template-parts.ts';
import { AttachmentChips } from '../attachments/attachment-chips.tsx';
import type { Attachments } from '../attachments/use-attachments.ts';
import css from './kept-draft.module.css';

/** The keys that put the kept draft into a variable. */
export const INSERT_KEYS = 'Mod+Shift+K';

export interface KeptDraftProps {
  readonly draft: Draft;
  readonly attachments: Attachments;
  /** The variable that the text would go into; null: there is none now. */
  readonly insertKey: string | null;
  readonly onInsert: (() => void) | null;
  /** Says how it can be used, where there is no variable yet. */
  readonly hint?: string;
}

/** What was typed before freeform ended: it stays in sight and comes back by itself. */
export function KeptDraft(props: KeptDraftProps) {
  const { t } = useTranslation('composer');
  const { draft, attachments, insertKey, onInsert } = props;
  const hasText = draft.text.trim() !== '';
  const files = draft.attachments.length + attachments.uploads.length;
  if (!hasText && files === 0) return null;
  return (
    <section className={css['kept']} aria-label={t('kept.title')}>
      <div className={css['head']}>
        <h2 className={css['title']}>{t('kept.title')}</h2>
        {insertKey === null || onInsert === null || !hasText ? (
          <span className={css['hint']}>
            {hasText ? props.hint : t('kept.files', { count: files })}
          </span>
        ) : (
          <Button size="small" variant="quiet" className={css['use'] ?? ''} onPress={onInsert}>
            <span className={css['useWords']}>
              {t('kept.use', { key: variableName(insertKey) ?? insertKey })}
              <Shortcut keys={INSERT_KEYS} />
            </span>
          </Button>
        )}
      </div>
      {hasText ? (
        <p className={css['text']} dir="auto" tabIndex={0}>
          {draft.text}
        </p>
      ) : null}
      <AttachmentChips attached={draft.attachments} attachments={attachments} />
    </section>
  );
}
