import { answerOf } from '../../../shared/contract/errors.ts';
import type { CommandId, PersonId } from '../../../shared/contract/ids.ts';
import type { Role } from '../../../shared/contract/records.ts';
import { type RelayValue, RELAY_SCHEMAS } from '../../../shared/contract/relay.ts';
import type { Answer } from '../../../shared/contract/errors.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

export type CommandAnswer = Answer<RelayValue<'command'>>;

const storedAnswer = answerOf(RELAY_SCHEMAS.command.value);
/** Stands for the answer while the command runs; nobody else sees it before the commit. */
const NO_ANSWER_YET = 'null';

interface CommandRow {
  readonly id: CommandId;
  readonly name: string;
  readonly personId: PersonId;
  readonly hash: Buffer;
  readonly now: number;
}

/**
 * Claims a command's id. A second claim at the same time waits until the first transaction has
 * ended.
 *
 * @returns whether the id is new
 */
export async function claimCommand(
  { sql, tenantId }: TenantTransaction,
  { id, name, personId, hash, now }: CommandRow,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows: inserted } = await sql
    .insertInto('commands')
    .values({
      tenant_id: tenantId,
      id,
      name,
      person_id: personId,
      input_hash: hash,
      answer: NO_ANSWER_YET,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirst();
  return inserted === 1n;
}

/** The answer that was given to this very command; null where the id stands for another. */
export async function earlierAnswer(
  { sql, tenantId }: TenantTransaction,
  { id, personId, hash }: CommandRow,
): Promise<CommandAnswer | null> {
  const row = await sql
    .selectFrom('commands')
    .select(['person_id', 'input_hash', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const same = row.person_id === personId && row.input_hash.equals(hash);
  return same ? storedAnswer.parse(row.answer) : null;
}

/** Keeps the answer for a repetition. */
export async function keepAnswer(
  { sql, tenantId }: TenantTransaction,
  id: CommandId,
  answer: CommandAnswer,
): Promise<void> {
  await sql
    .updateTable('commands')
    .set({ answer: JSON.stringify(answer) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** Role and name of an active person; null where there is none. */
export async function activePerson(
  { sql, tenantId }: TenantTransaction,
  id: PersonId,
): Promise<{ readonly role: Role; readonly name: string } | null> {
  const row = await sql
    .selectFrom('people')
    .select(['role', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
  return row ?? null;
}
