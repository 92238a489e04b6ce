import { sql } from 'kysely';
import { z } from 'zod';
import { type TenantId, tenantId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { Vault } from './vault.ts';

const credentials = z.object({ authToken: z.string() });
const found = z.object({
  tenant_id: tenantId,
  id: z.uuid(),
  account_sid: z.string(),
  credentials: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

type AccountRow = z.infer<typeof found>;

/** Seals an account's credentials for its row; they open for that account alone. */
export function sealCredentials(vault: Vault, accountId: string, authToken: string): Buffer {
  return vault.seal(JSON.stringify({ authToken }), `provider_account:${accountId}`);
}

function opened(vault: Vault, row: AccountRow): ProviderAccount {
  const text = vault.open(row.credentials, `provider_account:${row.id}`);
  const { authToken } = credentials.parse(JSON.parse(text));
  return { tenantId: row.tenant_id, id: row.id, accountSid: row.account_sid, authToken };
}

/**
 * The account with this id, of whichever tenant: a webhook names the account in its path, and
 * its tenant is known only then.
 *
 * @returns null where there is none
 */
export async function findAccount(
  { store, vault }: Pick<Parts, 'store' | 'vault'>,
  id: string,
): Promise<ProviderAccount | null> {
  const { rows } = await sql`SELECT * FROM casement.find_provider_account(${id}::uuid)`.execute(
    store.outside,
  );
  const [row] = z.array(found).parse(rows);
  return row === undefined ? null : opened(vault, row);
}

/** The tenant's accounts. */
export async function accountsOf(
  { vault }: Pick<Parts, 'vault'>,
  tx: TenantTransaction,
): Promise<ProviderAccount[]> {
  const rows = await tx.sql
    .selectFrom('provider_accounts')
    .select(['tenant_id', 'id', 'account_sid', 'credentials'])
    .where('tenant_id', '=', tx.tenantId)
    .orderBy('id')
    .execute();
  return rows.map((row) => opened(vault, row));
}

/** Every tenant of this database. */
export async function allTenants({ store }: Pick<Parts, 'store'>): Promise<TenantId[]> {
  const { rows } = await sql`SELECT id FROM casement.all_tenants()`.execute(store.outside);
  return z
    .array(z.object({ id: tenantId }))
    .parse(rows)
    .map(({ id }) => id);
}

/** Where the provider is to tell of a tenant's messages: to be entered at the provider. */
export interface WebhookAddress {
  readonly tenant: string;
  readonly accountSid: string;
  readonly url: string;
  /** For the provider's events of templates. */
  readonly eventsUrl: string;
}

/** The webhook addresses of every account of this database. */
export async function webhookAddresses(
  parts: Pick<Parts, 'store' | 'publicUrl'>,
): Promise<WebhookAddress[]> {
  const addresses: WebhookAddress[] = [];
  for (const id of await allTenants(parts)) {
    const rows = await parts.store.inTenant(id, ({ sql: db }) =>
      db
        .selectFrom('provider_accounts')
        .innerJoin('tenants', 'tenants.id', 'provider_accounts.tenant_id')
        .select(['tenants.name', 'provider_accounts.id', 'provider_accounts.account_sid'])
        .where('provider_accounts.tenant_id', '=', id)
        .orderBy('provider_accounts.id')
        .execute(),
    );
    addresses.push(
      ...rows.map((row) => ({
        tenant: row.name,
        accountSid: row.account_sid,
        url: `${parts.publicUrl}/webhooks/twilio/${row.id}/messages`,
        eventsUrl: `${parts.publicUrl}/webhooks/twilio/${row.id}/events`,
      })),
    );
  }
  return addresses;
}
