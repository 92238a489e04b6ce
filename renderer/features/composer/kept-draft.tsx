import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../shared/contract/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Shortcut } from '../../ui/shortcut.tsx';
import css from './kept-draft.module.css';

/** The keys that put the kept draft into a variable. */
export const INSERT_KEYS = 'Mod+Shift+K';

export interface KeptDraftProps {
  readonly draft: Draft;
  /** The variable that the text would go into; null: there is none now. */
  readonly insertKey: string | null;
  readonly onInsert: (() => void) | null;
  /** Says how it can be used, where there is no variable yet. */
  readonly hint?: string;
}

/** What was typed before freeform ended: it stays in sight and comes back by itself. */
export function KeptDraft(props: KeptDraftProps) {
  const { t } = useTranslation('composer');
  const { draft, insertKey, onInsert } = props;
  if (draft.text.trim() === '') return null;
  return (
    <section className={css['kept']} aria-label={t('kept.title')}>
      <div className={css['head']}>
        <h2 className={css['title']}>{t('kept.title')}</h2>
        {insertKey === null || onInsert === null ? (
          <span className={css['hint']}>{props.hint}</span>
        ) : (
          <Button size="small" variant="quiet" className={css['use'] ?? ''} onPress={onInsert}>
            <span className={css['useWords']}>
              {t('kept.use', { key: insertKey })}
              <Shortcut keys={INSERT_KEYS} />
            </span>
          </Button>
        )}
      </div>
      <p className={css['text']} dir="auto" tabIndex={0}>
        {draft.text}
      </p>
    </section>
  );
}
