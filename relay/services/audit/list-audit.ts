import { sql } from 'kysely';
import type { AuditEntry } from '../../../shared/contract/audit.ts';
import type { ReadHandler } from '../reads/handler.ts';

/** Entries of the audit log, the newest first; every word must occur somewhere in the entry. */
export const listAudit: ReadHandler<'audit.list'> = async ({ tx }, input) => {
  const { text, from, to, before, limit } = input;
  let query = tx.sql.selectFrom('audit_log').selectAll().where('tenant_id', '=', tx.tenantId);
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const pattern = `%${word.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
    query = query.where(
      sql<boolean>`concat_ws(' ', actor_name, action, subject_kind, subject_label, address,
        before::text, after::text) ILIKE ${pattern}`,
    );
  }
  if (from !== null) query = query.where('at', '>=', from);
  if (to !== null) query = query.where('at', '<', to);
  if (before !== null) query = query.where('number', '<', before);
  const rows = await query.orderBy('number', 'desc').limit(limit).execute();
  const entries = rows.map((row): AuditEntry => ({
    number: row.number,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    from: row.address,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, label: row.subject_label },
    before: row.before,
    after: row.after,
  }));
  return { entries, next: rows.length < limit ? null : (rows.at(-1)?.number ?? null) };
};
