import { sql } from 'kysely';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { AuditEntry } from '../../../shared/contract/audit.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { invitationId, type TenantId, tenantId } from '../../../shared/contract/ids.ts';
import { channel } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { allTenants } from '../accounts/accounts.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { addInvitation } from '../people/invitations.ts';
import { addTenant } from '../seed/new-tenant.ts';
import { readRules, setRules, type TenantRules } from '../tenants/rules.ts';

/** What a new tenant needs. */
export const newTenantInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** IANA name. */
  timeZone: z.string().max(64).refine(isZone, 'is no zone'),
  account: z.strictObject({
    sid: z.string().regex(/^AC[0-9a-f]{32}$/),
    authToken: z.string().min(1).max(200),
  }),
  senders: z
    .array(
      z.strictObject({
        channel,
        address: z.string().regex(/^\+[1-9]\d{6,14}$/),
        displayName: z.string().trim().min(1).max(100),
      }),
    )
    .min(1)
    .max(50),
  owner: z.strictObject({
    email: z.email().max(254).toLowerCase(),
    name: z.string().trim().min(1).max(100),
  }),
});

/** What a tenant may use. */
export const limitsInput = z
  .strictObject({
    mayUseRest: z.boolean(),
    mayUseAutomations: z.boolean(),
    /** In micro-units of the account's currency; null: no cap. */
    monthlyCap: z.number().int().nonnegative().nullable(),
    /** Another cap until a moment, in ms; null takes it back. */
    monthlyCapOverride: z
      .strictObject({
        micro: z.number().int().nonnegative(),
        until: z.number().int().positive(),
      })
      .nullable(),
  })
  .partial();

type OperatorParts = Pick<Parts, 'store' | 'vault' | 'clock' | 'publicUrl'>;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The operator's work: outside of every tenant, and put down in each that it touches. */
export function operatorWork(parts: OperatorParts) {
  const { store, clock } = parts;

  const inTenant = async <T>(
    id: TenantId,
    work: (tx: TenantTransaction, name: string) => Promise<T>,
  ): Promise<T> =>
    store.inTenant(id, async (tx) => {
      const tenant = await tx.sql
        .selectFrom('tenants')
        .select('name')
        .where('id', '=', id)
        .executeTakeFirst();
      if (tenant === undefined) throw new RefusedError('unknown_call', 'no such tenant');
      return work(tx, tenant.name);
    });

  const note = (
    tx: TenantTransaction,
    from: string,
    label: string,
    entry: Pick<AuditEntry, 'action' | 'before' | 'after'>,
  ): Promise<void> =>
    writeAudit(tx, {
      ...entry,
      at: clock.now(),
      actor: { kind: 'operator', id: null, name: 'Operator' },
      from,
      subject: { kind: 'tenant', id: tx.tenantId, label },
    });

  const describe = (id: TenantId) =>
    inTenant(id, async (tx, name) => {
      const { rows } = await sql<{ people: number; senders: number; messages: number }>`
        SELECT (SELECT count(*) FROM people WHERE tenant_id = ${id}) AS people,
          (SELECT count(*) FROM senders WHERE tenant_id = ${id}) AS senders,
          (SELECT count(*) FROM messages WHERE tenant_id = ${id}) AS messages`.execute(tx.sql);
      const { suspendedAt, requireSecondStep: _own, ...limits } = await readRules(tx);
      return {
        id,
        name,
        ...rows[0],
        suspendedAt,
        limits,
      };
    });

  const set = (
    id: TenantId,
    from: string,
    action: string,
    part: Partial<TenantRules>,
  ): Promise<void> =>
    inTenant(id, async (tx, name) => {
      const { before, after } = await setRules(tx, part);
      const changed = (rules: TenantRules) =>
        Object.fromEntries(Object.entries(rules).filter(([rule]) => Object.hasOwn(part, rule)));
      await note(tx, from, name, { action, before: changed(before), after: changed(after) });
    });

  return {
    list: async () => {
      const tenants = [];
      for (const id of await allTenants(parts)) tenants.push(await describe(id));
      return tenants;
    },
    describe,
    /** @returns the tenant's id, and the link by which its first owner comes in: told once */
    create: async (
      { name, timeZone, account, senders, owner }: z.output<typeof newTenantInput>,
      from: string,
    ) => {
      const id = tenantId.parse(v7());
      const link = await store.inTenant(id, async (tx) => {
        await addTenant(tx, parts, { name, timeZone, account, senders });
        await note(tx, from, name, {
          action: 'tenant.create',
          before: null,
          after: { name, timeZone, owner: owner.email },
        });
        return addInvitation(tx, parts.publicUrl, false, {
          id: invitationId.parse(v7()),
          kind: 'invite',
          ...owner,
          role: 'owner',
          personId: null,
          invitedBy: 'Operator',
          now: clock.now(),
        });
      });
      return { id, link };
    },
    suspend: (id: TenantId, from: string) =>
      set(id, from, 'tenant.suspend', { suspendedAt: clock.now() }),
    resume: (id: TenantId, from: string) => set(id, from, 'tenant.resume', { suspendedAt: null }),
    limit: (id: TenantId, part: Partial<TenantRules>, from: string) =>
      set(id, from, 'tenant.limit', part),
  };
}
