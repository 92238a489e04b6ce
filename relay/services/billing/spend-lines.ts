import { sql } from 'kysely';
import type { ReadHandler } from '../reads/handler.ts';
import type { ReadValue } from '../../../shared/contract/reads.ts';
import { GROUPS } from './spend-groups.ts';
import { loadTerms } from './tariffs.ts';

type Line = ReadValue<'spend.lines'>['lines'][number];

/** The lines of the ledger behind a sum, the newest first. */
export const spendLines: ReadHandler<'spend.lines'> = async (
  { tx, now },
  { month: asked, by, key, before, limit },
) => {
  const { tariff } = await loadTerms(tx);
  const month = asked ?? tariff.calendar.monthAt(now);
  const { rows } = await sql<Line>`
    SELECT l.number, l.day, l.happened_at AS "happenedAt", l.message_id AS "messageId",
      l.conversation_id AS "conversationId",
      (SELECT c.name FROM contacts c WHERE c.tenant_id = l.tenant_id AND c.id = l.contact_id)
        AS "contactName",
      l.component, l.category, l.market, l.kind, l.reason, l.micro, l.currency, l.card,
      coalesce(l.carried, false) AS carried, l.adjusts IS NOT NULL AS "isAdjustment"
    FROM ledger_lines l
    WHERE l.tenant_id = ${tx.tenantId} AND l.day >= ${`${month}-01`} AND l.day <= ${`${month}-31`}
      AND ${GROUPS[by].key} = ${key} AND (${before}::bigint IS NULL OR l.number < ${before}::bigint)
    ORDER BY l.number DESC LIMIT ${limit + 1}`.execute(tx.sql);
  const lines = rows.slice(0, limit);
  return { lines, next: rows.length > limit ? (lines.at(-1)?.number ?? null) : null };
};
