import type { Change } from '../../../shared/contract/records.ts';
import type { RelayParsed, RelayValue } from '../../../shared/contract/relay.ts';
import { loadAutomations } from '../../db/records/automations.ts';
import { loadCannedReplies } from '../../db/records/canned-replies.ts';
import { loadClearings } from '../../db/records/clearings.ts';
import { loadContacts } from '../../db/records/contacts.ts';
import { loadConversations } from '../../db/records/conversations.ts';
import {
  loadContactFields,
  loadPeople,
  loadSenders,
  loadTags,
  loadTeams,
  loadTemplates,
  loadTenants,
} from '../../db/records/directory.ts';
import { asChange } from '../../db/records/load-changes.ts';
import { loadMessages } from '../../db/records/messages.ts';
import { loadTemplateDrafts, loadTemplateVersions } from '../../db/records/template-library.ts';
import { loadScheduledMessages } from '../../db/records/scheduled-messages.ts';
import { loadNotesBetween, loadNotesOn } from '../../db/records/notes.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { conversationsBefore, messagesBefore, newestMessages } from './newest.ts';

/**
 * A page of the inbox, newest first, each conversation with its contact and newest messages;
 * the first page also brings the tenant, people, senders and templates. What changes while the
 * pages are fetched comes by `pull` from the cursor that was told before them.
 */
export async function snapshot(
  tx: TenantTransaction,
  { before, limit, messagesEach }: RelayParsed<'snapshot'>,
): Promise<RelayValue<'snapshot'>> {
  const page = await conversationsBefore(tx, before, limit);
  const ids = page.map(({ id }) => id);
  const changes: Change[] = before === null ? await directory(tx) : [];
  if (ids.length > 0) {
    const customers = [...new Set(page.map(({ contact_id }) => contact_id))];
    const messages = await newestMessages(tx, ids, messagesEach);
    changes.push(
      ...(await loadContacts(tx, customers)).map((row) =>
        asChange('contact', row.number, row.record),
      ),
      ...(await loadConversations(tx, ids)).map((row) =>
        asChange('conversation', row.number, row.record),
      ),
      ...(await loadMessages(tx, messages)).map((row) =>
        asChange('message', row.number, row.record),
      ),
      ...(await loadNotesOn(tx, ids)).map((row) => asChange('note', row.number, row.record)),
    );
  }
  const last = page.at(-1);
  const next =
    last === undefined || page.length < limit
      ? null
      : { lastMessageAt: last.last_message_at, id: last.id };
  return { changes, next };
}

async function directory(tx: TenantTransaction): Promise<Change[]> {
  return [
    ...(await loadTenants(tx, [tx.tenantId])).map((row) =>
      asChange('tenant', row.number, row.record),
    ),
    ...(await loadClearings(tx, null)).map((row) => asChange('clearing', row.number, row.record)),
    ...(await loadPeople(tx, null)).map((row) => asChange('person', row.number, row.record)),
    ...(await loadSenders(tx, null)).map((row) => asChange('sender', row.number, row.record)),
    ...(await loadTemplates(tx, null)).map((row) => asChange('template', row.number, row.record)),
    ...(await loadTags(tx, null)).map((row) => asChange('tag', row.number, row.record)),
    ...(await loadTeams(tx, null)).map((row) => asChange('team', row.number, row.record)),
    ...(await loadCannedReplies(tx, null)).map((row) =>
      asChange('cannedReply', row.number, row.record),
    ),
    ...(await loadContactFields(tx, null)).map((row) =>
      asChange('contactField', row.number, row.record),
    ),
    ...(await loadTemplateDrafts(tx, null)).map((row) =>
      asChange('templateDraft', row.number, row.record),
    ),
    ...(await loadTemplateVersions(tx, null)).map((row) =>
      asChange('templateVersion', row.number, row.record),
    ),
    ...(await loadAutomations(tx, null)).map((row) =>
      asChange('automation', row.number, row.record),
    ),
    ...(await loadScheduledMessages(tx, null)).map((row) =>
      asChange('scheduledMessage', row.number, row.record),
    ),
  ];
}

/** Contacts by their ids, also those who never wrote. */
export async function contacts(
  tx: TenantTransaction,
  { after, limit }: RelayParsed<'contacts'>,
): Promise<RelayValue<'contacts'>> {
  const page = await tx.sql
    .selectFrom('contacts')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute();
  const ids = page.map(({ id }) => id);
  const rows = ids.length === 0 ? [] : await loadContacts(tx, ids);
  const changes: Change[] = rows.map((row) => asChange('contact', row.number, row.record));
  return { changes, next: page.length < limit ? null : (ids.at(-1) ?? null) };
}

/**
 * Messages before a place, newest first, of one conversation or of the whole tenant. A
 * conversation that is not the tenant's has none.
 */
export async function history(
  tx: TenantTransaction,
  input: RelayParsed<'history'>,
): Promise<RelayValue<'history'>> {
  const page = await messagesBefore(tx, input);
  const ids = page.map(({ id }) => id);
  const messages = ids.length === 0 ? [] : await loadMessages(tx, ids);
  const changes: Change[] = messages
    .map((row) => asChange('message', row.number, row.record))
    .toSorted((a, b) => newestFirst(a.record, b.record));
  const last = page.at(-1);
  const next =
    last === undefined || page.length < input.limit ? null : { at: last.at, id: last.id };
  // The notes of the same stretch: a conversation that moved while the inbox was fetched was on
  // none of its pages.
  const notes = await loadNotesBetween(tx, input.conversationId, {
    from: next === null ? null : next.at,
    to: input.before === null ? null : input.before.at,
  });
  changes.push(...notes.map((row) => asChange('note', row.number, row.record)));
  return { changes, next };
}

interface Place {
  readonly at: number;
  readonly id: string;
}

function newestFirst(a: Place | null, b: Place | null): number {
  if (a === null || b === null) return 0;
  return b.at - a.at || (a.id < b.id ? 1 : -1);
}
