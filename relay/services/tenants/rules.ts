import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** What holds for a whole tenant. */
export interface TenantRules {
  readonly requireSecondStep: boolean;
  /** ms; null: not suspended. */
  readonly suspendedAt: number | null;
  readonly mayUseRest: boolean;
  readonly mayUseAutomations: boolean;
  /** In a month, in micro-units of the account's currency; null: no cap. */
  readonly monthlyCap: number | null;
  /** Another cap for a while; `until` in ms. Null: none. */
  readonly monthlyCapOverride: { readonly micro: number; readonly until: number } | null;
}

const NOTHING_SET: TenantRules = {
  requireSecondStep: false,
  suspendedAt: null,
  mayUseRest: true,
  mayUseAutomations: true,
  monthlyCap: null,
  monthlyCapOverride: null,
};

/** What is set for this tenant, by its admins and by the operator. */
export async function readRules({ sql, tenantId }: TenantTransaction): Promise<TenantRules> {
  const row = await sql
    .selectFrom('tenant_rules')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return NOTHING_SET;
  return {
    requireSecondStep: row.require_second_step,
    suspendedAt: row.suspended_at,
    mayUseRest: row.may_use_rest,
    mayUseAutomations: row.may_use_automations,
    monthlyCap: row.monthly_cap,
    monthlyCapOverride:
      row.monthly_cap_override === null || row.monthly_cap_override_until === null
        ? null
        : { micro: row.monthly_cap_override, until: row.monthly_cap_override_until },
  };
}

/** Sets some of it. @returns what was set before, and what is set now */
export async function setRules(
  tx: TenantTransaction,
  part: Partial<TenantRules>,
): Promise<{ readonly before: TenantRules; readonly after: TenantRules }> {
  const before = await readRules(tx);
  const after = { ...before, ...part };
  const row = {
    require_second_step: after.requireSecondStep,
    suspended_at: after.suspendedAt,
    may_use_rest: after.mayUseRest,
    may_use_automations: after.mayUseAutomations,
    monthly_cap: after.monthlyCap,
    monthly_cap_override: after.monthlyCapOverride?.micro ?? null,
    monthly_cap_override_until: after.monthlyCapOverride?.until ?? null,
  };
  await tx.sql
    .insertInto('tenant_rules')
    .values({ tenant_id: tx.tenantId, ...row })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
    .execute();
  return { before, after };
}
