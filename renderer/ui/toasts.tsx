import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { createAnnouncer } from './announcer.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import css from './toasts.module.css';

const announcer = createAnnouncer((run, ms) => void setTimeout(run, ms));

/** Shows and says something that has no place of its own on the screen. */
export function announce(text: string, options?: { readonly next?: string }): void {
  announcer.show({ tone: 'neutral', text, next: options?.next ?? null });
}

/** Shows and says what did not work, and what to do next. */
export function announceFailure(what: string, next: string): void {
  announcer.show({ tone: 'failed', text: what, next });
}

/** Where notices appear, and the live region that says them. Once, in the frame. */
export function Toasts() {
  const { t } = useTranslation('common');
  const notices = useSyncExternalStore(announcer.subscribe, announcer.notices);
  return (
    <section className={css['toasts']} role="log" aria-live="polite" aria-label={t('notices')}>
      {notices.map(({ id, tone, text, next }) => (
        <div key={id} className={css['toast']}>
          <span className={classNames(css['icon'], tone === 'failed' && css['failed'])}>
            {tone === 'failed' ? (
              <CircleAlert size={16} aria-hidden />
            ) : (
              <CircleCheck size={16} aria-hidden />
            )}
          </span>
          <div className={css['words']}>
            <p className={css['text']}>{text}</p>
            {next === null ? null : <p className={css['next']}>{next}</p>}
          </div>
          <IconButton
            size="small"
            label={t('dismiss')}
            icon={<X size={16} aria-hidden />}
            onPress={() => announcer.dismiss(id)}
          />
        </div>
      ))}
    </section>
  );
}
