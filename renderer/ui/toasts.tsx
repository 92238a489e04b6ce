import { CircleAlert, CircleCheck, Clock, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { createAnnouncer, type NoticeAction } from './announcer.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { Shortcut } from './shortcut.tsx';
import css from './toasts.module.css';
import { useKeys } from './use-keys.ts';

const announcer = createAnnouncer((run, ms) => void setTimeout(run, ms));

export interface AnnounceOptions {
  readonly next?: string;
  readonly action?: NoticeAction;
  /** `closing`: a window closes soon. */
  readonly tone?: 'neutral' | 'closing';
  /** How long it stays, ms. */
  readonly stays?: number;
}

/** Shows and says something that has no place of its own on the screen. */
export function announce(text: string, options: AnnounceOptions = {}): void {
  const { next = null, action = null, tone = 'neutral', stays } = options;
  announcer.show({ tone, text, next, action }, stays);
}

/** Shows and says what did not work, and what to do next. */
export function announceFailure(what: string, next: string): void {
  announcer.show({ tone: 'failed', text: what, next, action: null });
}

/** Takes every notice away: the next person on this page must not read or undo what was said. */
export function clearNotices(): void {
  announcer.clear();
}

const TONES = { neutral: CircleCheck, closing: Clock, failed: CircleAlert } as const;

function ToneIcon(props: { readonly tone: keyof typeof TONES }) {
  const Icon = TONES[props.tone];
  return <Icon size={16} aria-hidden />;
}

/** Where notices appear, and the live region that says them. Once, in the frame. */
export function Toasts() {
  const { t } = useTranslation('common');
  const notices = useSyncExternalStore(announcer.subscribe, announcer.notices);
  const newest = notices.findLast(({ action }) => action?.isUndo === true);
  const act = (notice: (typeof notices)[number]) => {
    announcer.dismiss(notice.id);
    notice.action?.run();
  };
  useKeys(newest === undefined ? {} : { z: () => act(newest) });
  return (
    <section className={css['toasts']} role="log" aria-live="polite" aria-label={t('notices')}>
      {notices.map((notice) => (
        <div key={notice.id} className={css['toast']}>
          <span className={css['icon']} data-tone={notice.tone}>
            <ToneIcon tone={notice.tone} />
          </span>
          <div className={css['words']}>
            <p className={css['text']}>{notice.text}</p>
            {notice.next === null ? null : <p className={css['next']}>{notice.next}</p>}
          </div>
          {notice.action === null ? null : (
            <Button size="small" onPress={() => act(notice)}>
              <span className={css['action']}>
                {notice.action.label}
                {notice === newest ? <Shortcut keys="Z" /> : null}
              </span>
            </Button>
          )}
          <IconButton
            size="small"
            label={t('dismiss')}
            icon={<X size={16} aria-hidden />}
            onPress={() => announcer.dismiss(notice.id)}
          />
        </div>
      ))}
    </section>
  );
}
