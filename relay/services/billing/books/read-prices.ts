import type { TenantId } from '../../../../shared/contract/ids.ts';
import type { Parts } from '../../../parts.ts';
import type { ProviderMessage } from '../../../providers/provider.ts';
import { openAccount } from '../../sending/release.ts';
import { adjustToPrice } from './adjust.ts';
import { type DuePrice, giveUp, putOff, takeDue } from './price-queue.ts';

/** So many are asked for between two looks: the provider's API is for sending first of all. */
const AT_A_TIME = 50;

type PriceParts = Pick<Parts, 'store' | 'clock' | 'provider' | 'vault'>;

/**
 * Asks the provider for prices of a tenant's messages that are due, and adjusts the ledger to them.
 * What is broken off is asked for again.
 *
 * @param stopping ends it before the next one
 * @returns how many were looked at
 * @throws what the provider's books could not be read for; the rest waits for the next time
 */
export async function readPrices(
  parts: PriceParts,
  tenant: TenantId,
  stopping: () => boolean,
): Promise<number> {
  const { store, clock } = parts;
  const due = await store.inTenant(tenant, (tx) => takeDue(tx, clock.now(), AT_A_TIME));
  for (const one of due) {
    if (stopping()) break;
    let found: ProviderMessage | null;
    try {
      found = await lookUp(parts, tenant, one);
    } catch (error) {
      // One that cannot be read must not keep back those after it for good.
      await store.inTenant(tenant, (tx) => putOff(tx, one, clock.now()));
      throw error;
    }
    await store.inTenant(tenant, async (tx) => {
      if (found === null) await giveUp(tx, one);
      else if (found.price === null) await putOff(tx, one, clock.now());
      else await adjustToPrice(tx, one.messageId, found.price, clock.now());
    });
  }
  return due.length;
}

async function lookUp(
  { store, vault, provider }: PriceParts,
  tenant: TenantId,
  { providerSid, accountId }: DuePrice,
): Promise<ProviderMessage | null> {
  if (providerSid === null || accountId === null) return null;
  const account = await store.inTenant(tenant, (tx) => openAccount(tx, vault, accountId));
  return account === null ? null : provider.fetchMessage(account, providerSid);
}
