import type { AuditEntry } from '../../../shared/contract/audit.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** What was changed; who did it, when and from where is known to whoever runs the work. */
export type AuditNote = Pick<AuditEntry, 'subject' | 'before' | 'after'>;

/**
 * Adds an entry to the tenant's audit log, in the transaction of what it tells of. Secrets never
 * belong into `before` or `after`.
 */
export async function writeAudit(
  { sql, tenantId }: TenantTransaction,
  { at, actor, from, action, subject, before, after }: Omit<AuditEntry, 'number'>,
): Promise<void> {
  await sql
    .insertInto('audit_log')
    .values({
      tenant_id: tenantId,
      at,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      address: from,
      action,
      subject_kind: subject.kind,
      subject_id: subject.id,
      subject_label: subject.label,
      before: before === null ? null : JSON.stringify(before),
      after: after === null ? null : JSON.stringify(after),
    })
    .execute();
}
