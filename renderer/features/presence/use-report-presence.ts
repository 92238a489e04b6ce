import { useCallback, useEffect } from 'react';
import { v4 } from 'uuid';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { BridgeClient } from '../../bridge/client.ts';
import { useBridge } from '../../bridge/context.tsx';
import { createPresenceReporter, type PresenceReporter } from './presence-reporter.ts';

const reporters = new WeakMap<BridgeClient, PresenceReporter>();

function createReporter(client: BridgeClient): PresenceReporter {
  const windowId = v4();
  const reporter = createPresenceReporter(
    {
      report: (report) => {
        // Presence is a courtesy: what does not arrive is said again with the next change.
        client.call('presence.report', { windowId, ...report }).catch(() => undefined);
      },
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    document.visibilityState === 'visible',
  );
  document.addEventListener('visibilitychange', () =>
    reporter.setVisible(document.visibilityState === 'visible'),
  );
  window.addEventListener('pagehide', () => reporter.setVisible(false));
  window.addEventListener('pageshow', () =>
    reporter.setVisible(document.visibilityState === 'visible'),
  );
  client.onReachable((reachable) => {
    if (reachable) reporter.again();
  });
  return reporter;
}

function reporterOf(client: BridgeClient): PresenceReporter {
  const known = reporters.get(client);
  if (known !== undefined) return known;
  const made = createReporter(client);
  reporters.set(client, made);
  return made;
}

/** Tells colleagues which conversation lies open in this window. Once, in the frame. */
export function useReportPlace(conversationId: ConversationId | null): void {
  const client = useBridge();
  useEffect(() => {
    reporterOf(client).open(conversationId);
  }, [client, conversationId]);
  useEffect(() => () => reporterOf(client).open(null), [client]);
}

/**
 * Tells colleagues that somebody is writing in a conversation.
 *
 * @returns call it whenever what is typed changes: with whether anything is left of it
 */
export function useReportTyping(conversationId: ConversationId): (hasText: boolean) => void {
  const client = useBridge();
  return useCallback(
    (hasText) => reporterOf(client).typed(conversationId, hasText),
    [client, conversationId],
  );
}
