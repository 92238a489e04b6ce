import { v7 } from 'uuid';
import type { AutomationPlan, SkipReason } from '../../../shared/contract/automation.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import {
  type AutomationId,
  type MessageId,
  messageId,
  type TenantId,
} from '../../../shared/contract/ids.ts';
import { planEvent } from '../../../shared/domain/automation/plan-event.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { findPlace } from '../rest/place.ts';
import { templateFor } from '../sending/commands.ts';
import { queueMessage } from '../sending/new-message.ts';
import { openConversation } from '../sending/opening.ts';
import { loadAround, loadEvents } from './event-facts.ts';

/** An event that waits to be told by an automation, with both as they are now. */
interface LockedRun {
  readonly number: number;
  readonly eventNumber: number;
  readonly automationId: AutomationId;
  readonly name: string;
  readonly plan: AutomationPlan;
  readonly isOn: boolean;
}

/**
 * Does what an automation does with one event, if it is due and nobody else is at it: queues the
 * message and says so in one transaction, puts it off, or puts down why it is not told.
 *
 * @returns whether a message was queued
 */
export async function tellEvent(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  tenantId: TenantId,
  number: number,
): Promise<boolean> {
  try {
    return await store.inTenant(tenantId, async (tx) => {
      const run = await lockRun(tx, number, clock.now());
      return run !== null && (await tell(tx, run, clock.now()));
    });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    // Undone as a whole: a conversation that was begun for it, too.
    const { code } = error.refusal;
    await store.inTenant(tenantId, async (tx) => {
      const run = await lockRun(tx, number, clock.now());
      if (run !== null) await skip(tx, run, 'refused', code);
    });
    return false;
  }
}

async function lockRun(
  { sql, tenantId }: TenantTransaction,
  number: number,
  now: number,
): Promise<LockedRun | null> {
  const row = await sql
    .selectFrom('automation_runs')
    .select(['automation_id', 'event_number'])
    .where('tenant_id', '=', tenantId)
    .where('number', '=', number)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row === undefined) return null;
  const { automation_id: automationId, event_number: eventNumber } = row;
  const { name, plan, ...rest } = await sql
    .selectFrom('automations')
    .select(['name', 'plan', 'is_on', 'archived'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', automationId)
    .executeTakeFirstOrThrow();
  const isOn = rest.is_on && !rest.archived;
  return { number, eventNumber, automationId, name, plan, isOn };
}

async function tell(tx: TenantTransaction, run: LockedRun, now: number): Promise<boolean> {
  if (!run.isOn) return skip(tx, run, 'switched_off');
  if (!(await mayUse(tx))) return skip(tx, run, 'not_allowed');
  const [facts] = await loadEvents(tx, [run.eventNumber]);
  if (facts === undefined) return skip(tx, run, 'order_over');
  const around = await loadAround(tx, run.plan.template, now);
  const planned = planEvent(run.plan, facts, around);
  if (planned.do === 'skip') return skip(tx, run, planned.reason, planned.detail);
  if (planned.do === 'wait') {
    await update(tx, run).set({ due_at: planned.until }).execute();
    return false;
  }
  const senderId = run.plan.senderId === null ? {} : { senderId: run.plan.senderId };
  const to = { contactId: facts.contactId };
  const place = await findPlace(tx, { to, channel: 'whatsapp', ...senderId }, now);
  const conversation = await openConversation(tx, place.conversationId);
  const id = messageId.parse(v7());
  const { template, variables } = planned;
  const message = await templateFor(
    tx,
    conversation,
    { messageId: id, conversationId: place.conversationId, templateId: template.id, variables },
    now,
  );
  const program = { name: run.name, orderReference: facts.order.number };
  await queueMessage({ tx, now, program }, conversation, message);
  await sent(tx, run, id);
  return true;
}

/** Whether whoever runs the relay lets the company use automations. */
async function mayUse({ sql, tenantId }: TenantTransaction): Promise<boolean> {
  const row = await sql
    .selectFrom('tenant_rules')
    .select('may_use_automations')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.may_use_automations ?? true;
}

function update({ sql, tenantId }: TenantTransaction, { number }: LockedRun) {
  return sql
    .updateTable('automation_runs')
    .where('tenant_id', '=', tenantId)
    .where('number', '=', number);
}

async function skip(
  tx: TenantTransaction,
  run: LockedRun,
  reason: SkipReason,
  detail: string | null = null,
): Promise<false> {
  await update(tx, run).set({ state: 'skipped', reason, detail }).execute();
  return false;
}

async function sent(tx: TenantTransaction, run: LockedRun, id: MessageId): Promise<void> {
  await update(tx, run).set({ state: 'sent', message_id: id }).execute();
}
