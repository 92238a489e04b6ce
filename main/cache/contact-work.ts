import { COMMANDS, type CommandName } from '../../shared/contract/commands.ts';
import type { CommandId, ContactId } from '../../shared/contract/ids.ts';
import type { ContactIdentity, ContactRecord } from '../../shared/contract/records.ts';
import { blankContact, editedContact } from '../../shared/domain/contact/changes.ts';
import { isUserId } from '../../shared/domain/contact/identity.ts';
import { parsePhone } from '../../shared/domain/contact/phone.ts';
import type { ContactsRepo } from './repos/contacts.ts';
import type { OutboxRepo, StoredCommand } from './repos/outbox.ts';

/** What the effect of a command is worked out from. */
interface Given {
  readonly input: unknown;
  /** When it was given, ms on this machine's clock. */
  readonly at: number;
  /** Of numbers without a country code; null: unknown. */
  readonly home: string | null;
}

interface Work {
  /** On which contacts a command works. */
  readonly contacts: (input: unknown) => readonly ContactId[];
  /** One of them afterwards; null: it is not there. */
  readonly after: (record: ContactRecord | null, given: Given) => ContactRecord | null;
}

/** As it is stored; what is no number stays as it was written, until the relay says so. */
function stored(identity: ContactIdentity, country: string | null): ContactIdentity {
  if (isUserId(identity)) return identity;
  const address = parsePhone(identity.address, country)?.number ?? identity.address;
  return { channel: identity.channel, address };
}

function tagged(
  { tagIds }: ContactRecord,
  add: ContactRecord['tagIds'],
  remove: ContactRecord['tagIds'],
): ContactRecord['tagIds'] {
  return [...new Set([...tagIds, ...add])].filter((id) => !remove.includes(id));
}

/** What commands do to contacts, as the relay does it too. */
const WORK = {
  'contact.create': {
    contacts: (input) => [COMMANDS['contact.create'].parse(input).contactId],
    after: (record, { input, at, home }) => {
      if (record !== null) return record;
      const parsed = COMMANDS['contact.create'].parse(input);
      const { contactId: id, identities, tagIds, name, ...details } = parsed;
      const country = details.country ?? home;
      const blank = blankContact({ id, name, source: 'person' }, at);
      const reachable = identities.map((one) => stored(one, country));
      return editedContact({ ...blank, tagIds: [...new Set(tagIds)] }, details, reachable, []);
    },
  },
  'contact.edit': {
    contacts: (input) => [COMMANDS['contact.edit'].parse(input).contactId],
    after: (record, { input, at, home }) => {
      if (record === null) return null;
      const { set, addIdentities, removeIdentities } = COMMANDS['contact.edit'].parse(input);
      const country = set.country ?? record.country ?? home;
      const [more, less] = [addIdentities, removeIdentities].map((list) =>
        list.map((one) => stored(one, country)),
      );
      return { ...editedContact(record, set, more ?? [], less ?? []), updatedAt: at };
    },
  },
  'contact.tag': {
    contacts: (input) => [...new Set(COMMANDS['contact.tag'].parse(input).contactIds)],
    after: (record, { input, at }) => {
      if (record === null) return null;
      const { add, remove } = COMMANDS['contact.tag'].parse(input);
      return { ...record, tagIds: tagged(record, add, remove), updatedAt: at };
    },
  },
} as const satisfies { readonly [N in CommandName]?: Work };

/** Whether a command works on contacts and is seen at once, before the relay has it. */
export function worksOnContacts(name: CommandName): name is keyof typeof WORK {
  return Object.hasOwn(WORK, name);
}

/** On which contacts a command works; none: it does not. */
export function contactsOf(name: CommandName, input: unknown): readonly ContactId[] {
  return worksOnContacts(name) ? WORK[name].contacts(input) : [];
}

/** When a command was given: its id, a UUID of version 7, begins with it. Source: RFC 9562, 5.7. */
function givenAt(id: CommandId): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

function afterCommand(
  record: ContactRecord | null,
  { name, input, id: command }: StoredCommand,
  home: string | null,
): ContactRecord | null {
  if (!worksOnContacts(name)) return record;
  return WORK[name].after(record, { input, at: givenAt(command), home });
}

/**
 * Works out anew what the person sees of a contact, after the relay's word or the own work has
 * changed. To be called inside the transaction of that change.
 *
 * @param home the country of numbers without a country code; null: unknown
 */
export function refreshContact(
  { contacts, outbox }: { readonly contacts: ContactsRepo; readonly outbox: OutboxRepo },
  id: ContactId,
  home: string | null,
): void {
  const commands = outbox.ofContact(id);
  let record = contacts.base(id);
  for (const command of commands) record = afterCommand(record, command, home);
  if (commands.length === 0 || record === null) contacts.settle(id);
  else contacts.show(record);
}
