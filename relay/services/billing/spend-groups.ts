import { type RawBuilder, sql } from 'kysely';
import type { ReadParsed } from '../../../shared/contract/reads.ts';

export type By = ReadParsed<'spend.month'>['by'];

/** How lines of the ledger are told apart, and what each kind is called; `l` is the line. */
export const GROUPS: Readonly<
  Record<By, { readonly key: RawBuilder<string>; readonly label: RawBuilder<string> }>
> = {
  category: { key: sql`l.category`, label: sql`l.category` },
  market: { key: sql`coalesce(l.market, '')`, label: sql`coalesce(l.market, '')` },
  initiator: { key: sql`l.initiator`, label: sql`l.initiator` },
  reason: { key: sql`l.reason`, label: sql`l.reason` },
  sender: {
    key: sql`l.sender_id::text`,
    label: sql`(SELECT s.display_name FROM senders s WHERE s.tenant_id = l.tenant_id AND s.id = l.sender_id)`,
  },
  person: {
    key: sql`coalesce(l.person_id::text, '')`,
    label: sql`(SELECT p.name FROM people p WHERE p.tenant_id = l.tenant_id AND p.id = l.person_id)`,
  },
  template: {
    key: sql`coalesce(l.template_id::text, '')`,
    label: sql`(SELECT t.name FROM templates t WHERE t.tenant_id = l.tenant_id AND t.id = l.template_id)`,
  },
  day: { key: sql`l.day`, label: sql`l.day` },
  author: { key: sql`coalesce(l.author_kind, '')`, label: sql`coalesce(l.author_kind, '')` },
  automation: {
    key: sql`coalesce(l.automation_id::text, '')`,
    label: sql`(SELECT a.name FROM automations a WHERE a.tenant_id = l.tenant_id AND a.id = l.automation_id)`,
  },
  conversation: {
    key: sql`l.conversation_id::text`,
    label: sql`(SELECT c.name FROM contacts c WHERE c.tenant_id = l.tenant_id AND c.id = l.contact_id)`,
  },
  order: {
    key: sql`coalesce((SELECT m.order_reference FROM messages m WHERE m.tenant_id = l.tenant_id AND m.id = l.message_id), '')`,
    label: sql`coalesce((SELECT m.order_reference FROM messages m WHERE m.tenant_id = l.tenant_id AND m.id = l.message_id), '')`,
  },
};
