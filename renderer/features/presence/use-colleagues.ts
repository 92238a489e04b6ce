import { useMemo } from 'react';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { colleaguesByPlace, NOBODY, type Colleague } from './colleagues.ts';

const NO_PRESENT = [] as const;
const NO_PEOPLE = [] as const;

/** Where colleagues are, by conversation. */
export function useColleagues(): ReadonlyMap<ConversationId, readonly Colleague[]> {
  const present = useBridgeQuery('presence.list', {}).data?.present ?? NO_PRESENT;
  const people = useBridgeQuery('people.list', {}).data?.people ?? NO_PEOPLE;
  return useMemo(() => colleaguesByPlace(present, people), [present, people]);
}

/** Which colleagues are in one conversation. */
export function useColleaguesIn(conversationId: ConversationId): readonly Colleague[] {
  return useColleagues().get(conversationId) ?? NOBODY;
}
