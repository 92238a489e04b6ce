import type { PersonId, SenderId, TeamId } from '../../contract/ids.ts';
import type { Channel, SenderRecord } from '../../contract/records.ts';

/** Why a sender is the one that begins. */
export type SenderReason =
  /** The contact and this sender have written to each other last. */
  | 'history'
  /** Whoever writes begins conversations from it. */
  | 'person'
  /** The team of whoever writes begins conversations from it. */
  | 'team'
  /** It is for contacts of this country. */
  | 'country'
  /** Its own number is of this country. */
  | 'own_country'
  /** It is for everybody else. */
  | 'usual'
  /** Nothing speaks for another. */
  | 'first';

/** Who is to be written to, and by whom. */
export interface Beginning {
  /** On which it begins; null: on any. */
  readonly channel: Channel | null;
  /** ISO 3166 alpha-2; null: not known. */
  readonly country: string | null;
  /** Null: a program. */
  readonly personId: PersonId | null;
  /** Of the person; null: of none. */
  readonly teamId: TeamId | null;
  /** Who wrote with the contact before, the latest first. */
  readonly history: readonly SenderId[];
}

/** A sender as it is asked for the country of its number. */
export type KnownSender = Pick<SenderRecord, 'id' | 'channel' | 'status' | 'rules'> & {
  /** ISO 3166 alpha-2 of its own number; null: it has none. */
  readonly country: string | null;
};

/**
 * The sender that begins a conversation: the one the contact knows, else the one that is meant for
 * this person, this team, this country, or everybody. Of those that are equal, one that is online.
 *
 * @returns null where there is no sender on the channel
 */
export function chooseSender(
  senders: readonly KnownSender[],
  { channel, country, personId, teamId, history }: Beginning,
): { readonly id: SenderId; readonly reason: SenderReason } | null {
  const usable = senders
    .filter((one) => channel === null || one.channel === channel)
    .toSorted((a, b) => Number(b.status === 'online') - Number(a.status === 'online'));
  const reasons: readonly (readonly [SenderReason, (one: KnownSender) => boolean])[] = [
    ['person', ({ rules }) => personId !== null && has(rules?.personIds, personId)],
    ['team', ({ rules }) => teamId !== null && has(rules?.teamIds, teamId)],
    ['country', ({ rules }) => country !== null && has(rules?.countries, country)],
    ['own_country', (one) => country !== null && one.country === country],
    ['usual', ({ rules }) => rules?.isUsual === true],
    ['first', () => true],
  ];
  const known = history.find((id) => usable.some((one) => one.id === id));
  if (known !== undefined) return { id: known, reason: 'history' };
  for (const [reason, fits] of reasons) {
    const found = usable.find(fits);
    if (found !== undefined) return { id: found.id, reason };
  }
  return null;
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list?.includes(value) === true;
}

/** The senders that wrote with a contact, the latest first. */
export function senderHistory(
  conversations: readonly {
    readonly senderId: SenderId;
    readonly lastMessageAt: number;
  }[],
): readonly SenderId[] {
  return conversations
    .toSorted((a, b) => b.lastMessageAt - a.lastMessageAt)
    .map(({ senderId }) => senderId);
}
