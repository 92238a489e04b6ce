import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useBridge } from '../../bridge/context.tsx';
import { announce } from '../../ui/toasts.tsx';

/** It stays so long, in ms: somebody who looks away for a moment still finds it. */
const STAYS = 30_000;

/**
 * Says that a colleague has named the person in a note, and leads to it.
 *
 * @param onOpen opens the conversation; the same function all the time
 */
export function useMentionNotices(onOpen: (id: ConversationId) => void): void {
  const { t } = useTranslation('notices');
  const client = useBridge();
  useEffect(
    () =>
      client.on('mentioned', ({ conversationId, author, name, text }) => {
        announce(t('mentioned', { author, name }), {
          next: text,
          action: {
            label: t('window:alert.open'),
            isUndo: false,
            run: () => onOpen(conversationId),
          },
          stays: STAYS,
        });
      }),
    [client, t, onOpen],
  );
}
