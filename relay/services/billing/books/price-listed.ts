import type { TenantId } from '../../../../shared/contract/ids.ts';
import type { Parts } from '../../../parts.ts';
import type { ListedMessage } from '../../../providers/provider.ts';
import { adjustToPrice } from './adjust.ts';

/**
 * Takes prices from a list that was read anyway, so that nobody needs to ask for them one by one.
 *
 * @param messages of the provider's list
 */
export async function priceListed(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  tenant: TenantId,
  messages: readonly ListedMessage[],
): Promise<void> {
  const prices = new Map(
    messages.flatMap(({ providerSid, price }) =>
      price === null ? [] : [[providerSid, price] as const],
    ),
  );
  if (prices.size === 0) return;
  const waiting = await store.inTenant(tenant, ({ sql }) =>
    sql
      .selectFrom('messages as m')
      .innerJoin('message_prices as p', (join) =>
        join.onRef('p.tenant_id', '=', 'm.tenant_id').onRef('p.message_id', '=', 'm.id'),
      )
      .select(['m.id', 'm.provider_sid'])
      .where('m.tenant_id', '=', tenant)
      .where('m.provider_sid', 'in', [...prices.keys()])
      .where('p.state', '=', 'waiting')
      .execute(),
  );
  for (const { id, provider_sid: sid } of waiting) {
    const price = prices.get(sid ?? '');
    if (price === undefined) continue;
    await store.inTenant(tenant, (tx) => adjustToPrice(tx, id, price, clock.now()));
  }
}
