import type { ContactRecord, SenderRecord } from '../../../shared/contract/records.ts';
import { contactId, type SenderId } from '../../../shared/contract/ids.ts';
import { parsePhone } from '../../../shared/domain/contact/phone.ts';
import {
  chooseSender,
  senderHistory,
  type SenderReason,
} from '../../../shared/domain/sender/choose-sender.ts';
import { useBridgeQuery, useSession } from '../../bridge/context.tsx';
import { useRecords } from '../../bridge/records.ts';

const NOBODY = contactId.parse('00000000-0000-4000-8000-000000000000');

/**
 * The sender that begins a conversation with somebody, and why; null: there is none.
 *
 * @param number of whoever is no contact yet, as E.164
 */
export function useBestSender(
  senders: readonly SenderRecord[],
  contact: ContactRecord | null,
  number: string | null,
): { readonly id: SenderId; readonly reason: SenderReason } | null {
  const { person } = useSession();
  const { data } = useBridgeQuery(
    'contact.get',
    { contactId: contact?.id ?? NOBODY },
    { enabled: contact !== null },
  );
  const people = useRecords('person');
  const teamId = people.find(({ id }) => id === person.id)?.teamId ?? null;
  const country =
    contact === null ? (parsePhone(number ?? '', null)?.country ?? null) : contact.country;
  const known = senders.map(({ id, channel, status, rules, address }) => ({
    id,
    channel,
    status,
    rules,
    country: parsePhone(address, null)?.country ?? null,
  }));
  const history = senderHistory(data?.conversations ?? []);
  return chooseSender(known, { channel: null, country, personId: person.id, teamId, history });
}
