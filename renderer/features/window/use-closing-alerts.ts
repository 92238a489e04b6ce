import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgePayload } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { minutesToSay } from '../../../shared/wording/notices.ts';
import { useBootstrap, useBridge } from '../../bridge/context.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { announce } from '../../ui/toasts.tsx';
import { formatMoment } from './format-moment.ts';
import { useRelayClock } from './use-relay-now.ts';
import { useReportSight } from './use-report-sight.ts';

type Closing = BridgePayload<'windowClosing'>;

/** It stays so long, in ms: somebody who looks away for a moment still finds it. */
const STAYS = 30_000;
/** What comes within so many ms is said together. */
const TOGETHER = 200;
/** From so many on there is one notice for all of them. */
const MANY = 3;

export interface ClosingAlertActions {
  /** Opens the conversation. */
  readonly onOpen: (id: ConversationId) => void;
  /** Shows what closes next. */
  readonly onShowAll: () => void;
}

/**
 * Says that a window closes soon on a customer who waits for an answer, in the page that the
 * core tells it to; where none can be seen, the host's notification says it.
 */
export function useClosingAlerts(actions: ClosingAlertActions): void {
  const { t } = useTranslation('notices');
  const client = useBridge();
  const clock = useRelayClock();
  const locale = useLocale();
  const { settings } = useBootstrap();
  useReportSight();

  const sayOne = (closing: Closing) => {
    const now = clock.tick();
    const moment = formatMoment(closing.closesAt, now, locale);
    const count = minutesToSay(closing.closesAt - now);
    announce(t('windowCloses', { count, name: closing.name }), {
      next: t('windowClosesUntil', { moment }),
      action: {
        label: t('window:alert.open'),
        isUndo: false,
        run: () => actions.onOpen(closing.conversationId),
      },
      tone: 'closing',
      stays: STAYS,
    });
  };
  const say = useEffectEvent((closings: readonly Closing[]) => {
    if (document.visibilityState !== 'visible' || !settings.windowAlerts) return;
    if (closings.length < MANY) {
      for (const closing of closings) sayOne(closing);
      return;
    }
    announce(t('manyWindowsClose', { count: closings.length }), {
      next: t('manyWindowsCloseNext'),
      action: { label: t('window:alert.show'), isUndo: false, run: actions.onShowAll },
      tone: 'closing',
      stays: STAYS,
    });
  });

  useEffect(() => {
    let waiting: readonly Closing[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = client.on('windowClosing', (closing) => {
      waiting = [...waiting, closing];
      timer ??= setTimeout(() => {
        const now = waiting;
        waiting = [];
        timer = null;
        say(now);
      }, TOGETHER);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client]);
}
