import { type RawBuilder, sql } from 'kysely';
import type { ReadParsed } from '../../../shared/contract/reads.ts';

export type By = ReadParsed<'spend.month'>['by'];

/**
 * Those of which there are few: their sums are kept by day. `key` is of such a sum, `d`; the label
 * of a group of them, `g`.
 */
export const DAY_SUMS: Readonly<
  Partial<Record<By, { readonly key: RawBuilder<string>; readonly label: RawBuilder<string> }>>
> = {
  category: { key: sql`d.category`, label: sql`g.key` },
  day: { key: sql`d.day`, label: sql`g.key` },
  market: { key: sql`d.market`, label: sql`g.key` },
  initiator: { key: sql`d.initiator`, label: sql`g.key` },
  reason: { key: sql`d.reason`, label: sql`g.key` },
  author: { key: sql`d.author_kind`, label: sql`g.key` },
  sender: {
    key: sql`d.sender_id`,
    label: sql`(SELECT s.display_name FROM senders s WHERE s.tenant_id = g.tenant_id AND s.id::text = g.key)`,
  },
  person: {
    key: sql`d.person_id`,
    label: sql`(SELECT p.name FROM people p WHERE p.tenant_id = g.tenant_id AND p.id::text = g.key)`,
  },
  template: {
    key: sql`d.template_id`,
    label: sql`(SELECT t.name FROM templates t WHERE t.tenant_id = g.tenant_id AND t.id::text = g.key)`,
  },
  automation: {
    key: sql`d.automation_id`,
    label: sql`(SELECT a.name FROM automations a WHERE a.tenant_id = g.tenant_id AND a.id::text = g.key)`,
  },
};

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
