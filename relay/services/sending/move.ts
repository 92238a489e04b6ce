import type { Updateable } from 'kysely';
import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { MessageStatus } from '../../../shared/contract/records.ts';
import type { Schema, SendState } from '../../db/schema.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { updateSummary } from '../conversations/summary.ts';

interface Place {
  readonly id: MessageId;
  readonly conversation_id: ConversationId;
}

/** A state of the relay's own, with what people see of it. */
export interface OwnState {
  readonly state: SendState;
  readonly status: MessageStatus;
  readonly problem: RefusalCode | null;
  /** The provider's own code of the problem. */
  readonly providerCode?: number | null;
  readonly send?: Omit<Updateable<Schema['sends']>, 'state'>;
}

/** Moves a send and its message to a state of the relay's own. Both are locked by the caller. */
export async function moveTo(
  tx: TenantTransaction,
  { id, conversation_id }: Place,
  { state, status, problem, providerCode = null, send }: OwnState,
): Promise<void> {
  await tx.sql
    .updateTable('sends')
    .set({ ...send, state })
    .where('tenant_id', '=', tx.tenantId)
    .where('message_id', '=', id)
    .execute();
  await writeMessage(
    tx,
    { id, conversation_id },
    {
      status,
      problem: problem === null ? null : JSON.stringify({ code: problem, providerCode }),
    },
  );
}

/** Writes to a message, and to its conversation's line in the inbox. */
export async function writeMessage(
  tx: TenantTransaction,
  { id, conversation_id }: Place,
  set: Updateable<Schema['messages']>,
): Promise<void> {
  await tx.sql
    .updateTable('messages')
    .set(set)
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .execute();
  tx.changed('message', id);
  await updateSummary(tx, conversation_id);
}
