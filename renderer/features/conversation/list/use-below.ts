import { useMemo, useState } from 'react';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import type { MessageStretch } from '../messages/merge-pages.ts';
import type { Messages } from '../messages/use-messages.ts';
import { inboundAfter } from '../model/new-line.ts';
import type { ScrollPlace } from './use-scroll-place.ts';

/**
 * How many of the customer's messages have come since the end of the conversation was last in
 * sight; where an older part was opened first, since then.
 */
export function useBelow(
  messages: Pick<Messages, 'newest'>,
  stretch: MessageStretch,
  place: Pick<ScrollPlace, 'atBottom' | 'leftAt'>,
): number {
  const [mark, setMark] = useState<MessageId | null>(null);
  const isAside = stretch.next !== null;
  const newest = messages.newest?.messages.at(-1)?.id ?? null;
  if (isAside && mark === null && newest !== null) setMark(newest);
  if (place.atBottom && mark !== null) setMark(null);
  const since = place.atBottom ? null : (mark ?? (isAside ? null : place.leftAt));
  const last = (messages.newest ?? stretch).messages;
  return useMemo(() => (since === null ? 0 : inboundAfter(last, since).length), [last, since]);
}
