import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgePayload } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useBootstrap, useBridge } from '../../bridge/context.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { announce } from '../../ui/toasts.tsx';
import { formatMoment } from './format-moment.ts';

/** It stays so long, in ms: somebody who looks away for a moment still finds it. */
const STAYS = 30_000;

/**
 * Says that a window closes soon on a customer who waits for an answer, in the window that can
 * be seen; where none can, the host's notification says it.
 *
 * @param onOpen opens the conversation
 */
export function useClosingAlerts(onOpen: (id: ConversationId) => void): void {
  const { t } = useTranslation('window');
  const client = useBridge();
  const locale = useLocale();
  const { settings, clock } = useBootstrap();
  const onClosing = useEffectEvent((closing: BridgePayload<'windowClosing'>) => {
    if (document.visibilityState !== 'visible' || !settings.windowAlerts) return;
    const { conversationId, name, minutes, closesAt } = closing;
    const moment = formatMoment(closesAt, clock.relayNow, locale);
    announce(t('alert.closes', { count: minutes, name }), {
      next: t('alert.until', { moment }),
      action: { label: t('alert.open'), run: () => onOpen(conversationId) },
      tone: 'closing',
      stays: STAYS,
    });
  });
  useEffect(() => client.on('windowClosing', (closing) => onClosing(closing)), [client]);
}
