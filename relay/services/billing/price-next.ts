import { RefusedError } from '../../../shared/contract/errors.ts';
import { usageBefore, usageKeys } from '../../../shared/domain/billing/bill.ts';
import type { Price } from '../../../shared/domain/billing/charge.ts';
import { priceOfNext } from '../../../shared/domain/billing/price-of-next.ts';
import type { MessageCategory } from '../../../shared/domain/billing/rate-row.ts';
import { NOTHING_YET } from '../../../shared/domain/billing/state.ts';
import type { ReadHandler } from '../reads/handler.ts';
import { findTemplate } from '../sending/send-store.ts';
import { scopeNames } from './budgets/names.ts';
import { readRoom } from './room.ts';
import { loadPairs, loadUsage } from './stored-state.ts';
import { loadTerms } from './tariffs.ts';

/** What the next message of a conversation would cost, by what has been settled so far. */
export const priceNext: ReadHandler<'price.next'> = async (
  { tx, now, person },
  { conversationId, templateId, segments: parts },
) => {
  const { sql, tenantId } = tx;
  const conversation = await sql
    .selectFrom('conversations as c')
    .innerJoin('senders as s', (join) =>
      join.onRef('s.tenant_id', '=', 'c.tenant_id').onRef('s.id', '=', 'c.sender_id'),
    )
    .select([
      'c.id',
      'c.contact_id',
      'c.channel',
      'c.address',
      'c.sender_id',
      'c.last_inbound_at',
      'c.entry_point_ends_at',
      's.address as sender',
      's.provider_account_id',
    ])
    .where('c.tenant_id', '=', tenantId)
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
  if (conversation === undefined) throw new RefusedError('conversation_not_found');
  const template =
    templateId === null
      ? null
      : await findTemplate(tx, templateId, conversation.provider_account_id);
  if (template === undefined) throw new RefusedError('template_not_found');
  const { channel, address, sender, contact_id: contact } = conversation;
  // The dearest, where the provider has not told the category.
  const category: MessageCategory =
    template === null ? 'service' : (template.category ?? 'marketing');
  const segments = channel === 'sms' ? parts : 1;
  const terms = await loadTerms(tx);
  const { tariff, currency, exchangeRates } = terms;
  const message = { channel, address, category, segments };
  const event = { ...message, kind: 'delivered', id: '', at: now, sender, contact } as const;
  const used = await loadUsage(tx, usageKeys(event, tariff));
  const usage = usageBefore(event, tariff, used);
  const settled = (await loadPairs(tx, [conversation.id])).get(conversation.id) ?? NOTHING_YET;
  const before = {
    ...settled,
    // Known at once; the rest is settled some seconds later.
    lastInboundAt: conversation.last_inbound_at,
    freeUntil: conversation.entry_point_ends_at ?? settled.freeUntil,
  };
  const next = priceOfNext({ ...message, now }, before, usage, tariff, currency, exchangeRates);
  const { team_id: teamId } = await sql
    .selectFrom('people')
    .select('team_id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow();
  const room = await readRoom(tx, terms, now);
  const least = room.least({ message, senderId: conversation.sender_id, teamId });
  const names = least === null ? null : await scopeNames(tx);
  return {
    market: next.market,
    category,
    parts: next.parts.map(({ component, price }) => ({ component, price: asTold(price) })),
    total: next.total,
    allowanceLeft: next.allowanceLeft,
    budget:
      least === null
        ? null
        : {
            scope: least.budget.scope,
            name: names?.get(least.budget.scope) ?? null,
            period: least.budget.period,
            left: { micro: least.left, currency },
          },
  };
};

function asTold(price: Price) {
  const { kind, reason } = price;
  if (price.kind !== 'charged') return { kind, reason, amount: null, card: null, carried: false };
  const { micro, currency, rate } = price;
  return { kind, reason, amount: { micro, currency }, card: rate.card, carried: rate.carried };
}
