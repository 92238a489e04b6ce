import { sql, type Updateable } from 'kysely';
import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { MessageStatus } from '../../../shared/contract/records.ts';
import type { Schema, SendState } from '../../db/schema.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

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
  await writeMessage(
    tx,
    { id, conversation_id },
    {
      status,
      problem: problem === null ? null : JSON.stringify({ code: problem, providerCode }),
    },
    { ...send, state },
  );
}

/**
 * Writes to a message, to its send, and to its conversation's line in the inbox where that shows
 * the message: in one statement, as every step of a send does it.
 *
 * @param send what is written to the send; undefined: nothing
 */
export async function writeMessage(
  tx: TenantTransaction,
  { id, conversation_id }: Place,
  set: Updateable<Schema['messages']> & { readonly status: MessageStatus },
  send?: Updateable<Schema['sends']>,
): Promise<void> {
  const { status } = set;
  const ofSend =
    send === undefined
      ? tx.sql
      : tx.sql.with('of_send', (db) =>
          db
            .updateTable('sends')
            .set(send)
            .where('tenant_id', '=', tx.tenantId)
            .where('message_id', '=', id),
        );
  const shown = await ofSend
    .with('written', (db) =>
      db.updateTable('messages').set(set).where('tenant_id', '=', tx.tenantId).where('id', '=', id),
    )
    // Only what the inbox shows of it: whether it is the last message, and in another state.
    .updateTable('conversations')
    .set({
      last_message: sql<string>`jsonb_set(last_message, '{status}', to_jsonb(${status}::text))`,
    })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', conversation_id)
    .where(sql<boolean>`last_message->>'id' = ${id}`)
    .where(sql<boolean>`last_message->>'status' <> ${status}`)
    .returning('id')
    .execute();
  tx.changed('message', id);
  if (shown.length > 0) tx.changed('conversation', conversation_id);
}
