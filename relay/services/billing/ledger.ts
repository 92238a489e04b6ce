import type { MessageId } from '../../../shared/contract/ids.ts';
import type { Charge } from '../../../shared/domain/billing/charge.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { expectPrices } from './books/price-queue.ts';
import type { ChangedMessage } from './changed-messages.ts';

/** Which of these messages have their lines already. */
export async function billedAlready(
  { sql: db, tenantId }: TenantTransaction,
  messages: readonly { readonly id: MessageId }[],
): Promise<ReadonlySet<MessageId>> {
  const rows = await db
    .selectFrom('ledger_lines')
    .select('message_id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where(
      'message_id',
      'in',
      messages.map(({ id }) => id),
    )
    .execute();
  return new Set(rows.map(({ message_id: id }) => id));
}

/** Adds lines to the ledger. @param now ms on the relay's clock */
export async function writeLines(
  tx: TenantTransaction,
  lines: readonly { readonly message: ChangedMessage; readonly charge: Charge }[],
  now: number,
): Promise<void> {
  if (lines.length === 0) return;
  const { sql: db, tenantId } = tx;
  await db
    .insertInto('ledger_lines')
    .values(
      lines.map(({ message, charge }) => ({
        tenant_id: tenantId,
        message_id: message.id,
        component: charge.component,
        conversation_id: message.conversationId,
        contact_id: message.contactId,
        sender_id: message.senderId,
        person_id: message.personId,
        template_id: message.templateId,
        category: charge.category,
        market: charge.market,
        day: charge.day,
        regime: charge.regime,
        billing_conversation: charge.conversation.id,
        opened_at: charge.conversation.openedAt,
        initiator: charge.conversation.initiator,
        kind: charge.price.kind,
        reason: charge.price.reason,
        at: now,
        happened_at: message.event?.at ?? now,
        sent_at: message.sentAt,
        author_kind: message.authorKind,
        automation_id: message.automationId,
        template_version_id: message.templateVersionId,
        ...amountOf(charge),
      })),
    )
    .execute();
  await expectPrices(
    tx,
    lines.map(({ message: { id, event }, charge: { component } }) => ({
      messageId: id,
      component,
      happenedAt: event?.at ?? now,
    })),
    now,
  );
}

function amountOf({ price }: Charge) {
  if (price.kind !== 'charged') {
    return {
      micro: null,
      currency: null,
      card: null,
      card_from: null,
      carried: null,
      confidence: null,
    };
  }
  const { micro, currency, rate } = price;
  const { card, validFrom, carried, confidence } = rate;
  return { micro, currency, card, card_from: validFrom, carried, confidence };
}
