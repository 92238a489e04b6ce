import { sql as raw } from 'kysely';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** What a desktop is told that gives a command of the person's again. */
const answerRefused = { ok: false, refusal: new RefusedError('contact_not_found').refusal };

/** An id, a number: any of it in a text. */
function patterns(needles: readonly string[]): string[] {
  return needles.map((one) => `%${one.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`);
}

/**
 * Takes copies away that stand apart from the contact: in the audit log (the entry stays, without
 * what it tells), in kept answers, in events to other programs and in files that were brought in.
 *
 * @param ids of things that are going
 * @param needles the person's numbers and ids elsewhere
 */
export async function scrubCopies(
  { sql, tenantId }: TenantTransaction,
  ids: readonly string[],
  needles: readonly string[],
): Promise<void> {
  const any = patterns([...ids, ...needles]);
  await raw`SELECT erase_from_audit(${[...ids]}::text[], ${any}::text[])`.execute(sql);
  await raw`
    UPDATE commands SET answer = ${JSON.stringify(answerRefused)}::jsonb
    WHERE tenant_id = ${tenantId} AND name <> 'contact.erase' AND answer::text LIKE ANY(${any})`.execute(
    sql,
  );
  await raw`
    DELETE FROM api_requests WHERE tenant_id = ${tenantId} AND answer::text LIKE ANY(${any})`.execute(
    sql,
  );
  await raw`
    DELETE FROM outgoing_events WHERE tenant_id = ${tenantId}
      AND (facts::text LIKE ANY(${any}) OR once LIKE ANY(${any}))`.execute(sql);
  const digits = patterns(
    needles.map((one) => one.replaceAll(/\D/gu, '')).filter((one) => one.length > 6),
  );
  await raw`
    UPDATE contact_import_rows SET cells = '[]', message = NULL
    WHERE tenant_id = ${tenantId} AND (contact_id::text = ANY(${[...ids]}::text[])
      OR cells::text LIKE ANY(${patterns(needles)})
      OR regexp_replace(cells::text, '[^0-9]', '', 'g') LIKE ANY(${digits}))`.execute(sql);
}
