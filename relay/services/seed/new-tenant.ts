import { v7 } from 'uuid';
import { type SenderId, senderId } from '../../../shared/contract/ids.ts';
import type { Channel } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { sealCredentials } from '../accounts/accounts.ts';

export interface NewTenant {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly account: {
    /** A new one, if it need not be known beforehand. */
    readonly id?: string;
    readonly sid: string;
    readonly authToken: string;
  };
  readonly senders: readonly {
    readonly channel: Channel;
    readonly address: string;
    readonly displayName: string;
  }[];
}

export interface AddedTenant {
  /** The senders' ids, in the order in which they were given. */
  readonly senderIds: readonly SenderId[];
}

/** Adds a tenant with its account at the provider, as the first thing in its own transaction. */
export async function addTenant(
  { sql, tenantId, changed }: TenantTransaction,
  { vault, clock }: Pick<Parts, 'vault' | 'clock'>,
  { name, timeZone, account, senders }: NewTenant,
): Promise<AddedTenant> {
  const now = clock.now();
  await sql
    .insertInto('tenants')
    .values({ id: tenantId, name, time_zone: timeZone, created_at: now })
    .execute();
  await sql.insertInto('tenant_counters').values({ tenant_id: tenantId }).execute();
  changed('tenant', tenantId);
  const accountId = account.id ?? v7();
  await sql
    .insertInto('provider_accounts')
    .values({
      tenant_id: tenantId,
      id: accountId,
      provider: 'twilio',
      account_sid: account.sid,
      credentials: sealCredentials(vault, accountId, account.authToken),
      created_at: now,
    })
    .execute();
  const rows = senders.map((sender) => ({ ...sender, id: senderId.parse(v7()) }));
  await sql
    .insertInto('senders')
    .values(
      rows.map(({ id, channel, address, displayName }) => ({
        tenant_id: tenantId,
        id,
        provider_account_id: accountId,
        channel,
        address,
        display_name: displayName,
        status: 'online' as const,
      })),
    )
    .execute();
  const senderIds = rows.map(({ id }) => id);
  for (const id of senderIds) changed('sender', id);
  return { senderIds };
}
