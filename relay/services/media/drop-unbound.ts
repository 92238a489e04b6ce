import type { Parts } from '../../parts.ts';
import { allTenants } from '../accounts/accounts.ts';
import { deleteUnbound } from './upload-store.ts';

/** A desktop puts again what it has not sent for long, so this is only what nobody wants. */
const UNBOUND_LASTS_MS = 24 * 60 * 60 * 1000;

/** Deletes the files of all tenants that no message took within a day. */
export async function dropUnbound(parts: Pick<Parts, 'store' | 'clock'>): Promise<void> {
  for (const tenantId of await allTenants(parts)) {
    await parts.store.inTenant(tenantId, (tx) =>
      deleteUnbound(tx, parts.clock.now() - UNBOUND_LASTS_MS),
    );
  }
}
