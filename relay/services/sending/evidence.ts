import { sql } from 'kysely';
import type { Problem } from '../../../shared/contract/records.ts';
import { entryPointEndsAt, ENTRY_POINT_MS } from '../../../shared/domain/window/entry-point.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { PROVIDER_STATUSES } from '../../providers/provider.ts';
import { describeProblem } from '../../providers/twilio/error-codes.ts';
import { hasProviderSid } from '../conversations/provider-sid.ts';
import { writeMessage } from './move.ts';
import { noteOptOut } from './note-opt-out.ts';
import type { LockedConversation, LockedMessage } from './send-store.ts';
import {
  advance,
  implies,
  isFailure,
  knownProgress,
  type Progress,
  stateAt,
} from './transitions.ts';

/** Proof that the provider has a message, and what it says of it. */
export interface Evidence extends Progress {
  readonly providerSid: string;
  /** ms on the relay's clock. */
  readonly now: number;
}

/** `taken`: the SID belongs to another message, and nothing was done. */
export type Recorded = 'applied' | 'seen' | 'taken';

/**
 * Keeps apart who binds a SID and who stores a status of one that is not known yet, so that
 * they cannot miss each other. Held to the end of the transaction.
 */
export async function lockSid(
  { sql: db, tenantId }: TenantTransaction,
  sid: string,
): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenantId} ${sid}`}, 0))`.execute(db);
}

/**
 * Binds a message to the provider's SID and moves its status forward, with the statuses that came
 * before the SID was known. It overrides whatever the relay itself thought of the message.
 */
export async function recordEvidence(
  tx: TenantTransaction,
  conversation: LockedConversation,
  message: LockedMessage,
  { providerSid, now, ...news }: Evidence,
): Promise<Recorded> {
  const bound = message.provider_sid === providerSid;
  if (!bound) {
    await lockSid(tx, providerSid);
    if (await hasProviderSid(tx, providerSid)) return 'taken';
  }
  const known = knownProgress(
    message.provider_sid !== null,
    message.status,
    message.problem?.providerCode ?? null,
  );
  const early = bound ? [] : await takeEarlyStatuses(tx, providerSid);
  // Those that came early came before this one.
  const progress = [...early, news].reduce<Progress | null>(advance, known) ?? news;
  if (bound && progress === known) return 'seen';
  const { sent, delivered, read } = implies(progress.status);
  if (isFailure(progress.status)) await noteOptOut(tx, conversation, progress.errorCode);
  if (delivered) await openEntryPoint(tx, conversation, message.at, now);
  await writeMessage(
    tx,
    message,
    {
      status: progress.status,
      problem: problemOf(progress),
      provider_sid: providerSid,
      sent_at: message.sent_at ?? (sent ? now : null),
      delivered_at: message.delivered_at ?? (delivered ? now : null),
      read_at: message.read_at ?? (read ? now : null),
    },
    message.send === null
      ? undefined
      : { state: stateAt(progress.status), provider_sid: providerSid },
  );
  return 'applied';
}

function problemOf({ status, errorCode }: Progress): string | null {
  if (!isFailure(status)) return null;
  const { code } = describeProblem(errorCode);
  return JSON.stringify({ code, providerCode: errorCode } satisfies Problem);
}

async function takeEarlyStatuses(
  { sql: db, tenantId }: TenantTransaction,
  providerSid: string,
): Promise<Progress[]> {
  const rows = await db
    .deleteFrom('early_statuses')
    .where('tenant_id', '=', tenantId)
    .where('provider_sid', '=', providerSid)
    .returning(['status', 'error_code', 'arrival'])
    .execute();
  rows.sort((one, other) => one.arrival - other.arrival);
  return rows.flatMap(({ status, error_code }) => {
    const known = PROVIDER_STATUSES.find((each) => each === status);
    return known === undefined ? [] : [{ status: known, errorCode: error_code }];
  });
}

/**
 * The first answer to an ad click that is delivered opens the free entry point. An end that lies
 * before the click's own 72 h belongs to an older click.
 */
async function openEntryPoint(
  { sql: db, tenantId, changed }: TenantTransaction,
  { id, entry_point_clicked_at: clickedAt, entry_point_ends_at: endsAt }: LockedConversation,
  writtenAt: number,
  now: number,
): Promise<void> {
  if (clickedAt === null || writtenAt <= clickedAt) return;
  if (endsAt !== null && endsAt >= clickedAt + ENTRY_POINT_MS) return;
  const end = entryPointEndsAt(clickedAt, now);
  if (end === null) return;
  await db
    .updateTable('conversations')
    .set({ entry_point_ends_at: end })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
  changed('conversation', id);
}
