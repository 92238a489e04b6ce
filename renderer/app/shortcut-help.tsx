import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';
import { Shortcut } from '../ui/shortcut.tsx';
import css from './shortcut-help.module.css';

const GROUPS = [
  {
    title: 'list',
    lines: [
      { words: 'move', keys: ['J', 'K'] },
      { words: 'open', keys: ['Enter'] },
      { words: 'closing', keys: ['W'] },
    ],
  },
  {
    title: 'conversation',
    lines: [
      { words: 'reply', keys: ['R'] },
      { words: 'note', keys: ['N'] },
      { words: 'resolve', keys: ['E'] },
      { words: 'assignToMe', keys: ['M'] },
      { words: 'assign', keys: ['A'] },
      { words: 'snooze', keys: ['H'] },
      { words: 'tags', keys: ['T'] },
      { words: 'panel', keys: ['I'] },
      { words: 'replyTo', keys: ['R'] },
      { words: 'copy', keys: ['C'] },
    ],
  },
  {
    title: 'everywhere',
    lines: [
      { words: 'search', keys: ['/', 'Mod+K'] },
      { words: 'start', keys: ['Shift+C'] },
      { words: 'undo', keys: ['Z'] },
      { words: 'back', keys: ['Escape'] },
      { words: 'settings', keys: ['Mod+,'] },
      { words: 'help', keys: ['?'] },
    ],
  },
] as const;

/** Every key that does something. */
export function ShortcutHelp(props: { readonly onClose: () => void }) {
  const { t } = useTranslation('app');
  return (
    <Dialog title={t('help.title')} isOpen onClose={props.onClose}>
      <div className={css['groups']}>
        {GROUPS.map(({ title, lines }) => (
          <section key={title}>
            <h3 className={css['title']}>{t(`help.${title}`)}</h3>
            <dl className={css['lines']}>
              {lines.map(({ words, keys }) => (
                <div key={words} className={css['line']}>
                  <dt>{t(`help.${words}`)}</dt>
                  <dd className={css['keys']}>
                    {keys.map((one) => (
                      <Shortcut key={one} keys={one} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
