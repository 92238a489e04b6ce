import { sql } from 'kysely';
import { z } from 'zod';
import type { ReadHandler } from '../reads/handler.ts';

const DAY_MS = 24 * 3_600_000;

const rows = z.array(
  z.object({
    name: z.string(),
    language: z.string(),
    sent: z.number(),
    delivered: z.number(),
    read: z.number(),
    failed: z.number(),
  }),
);

/** Counts by name and language; messages that are no longer kept still count. */
export const templateUsage: ReadHandler<'templates.usage'> = async ({ tx, now }, { days }) => {
  const since = now - days * DAY_MS;
  const { rows: found } = await sql`
    WITH told AS (
      SELECT template->>'name' AS name, template->>'language' AS language, status, count(*) AS n
      FROM messages
      WHERE tenant_id = ${tx.tenantId} AND kind = 'template' AND direction = 'outbound' AND at >= ${since}
      GROUP BY 1, 2, 3
      UNION ALL
      SELECT split_part(template, ' ', 1), split_part(template, ' ', 2), status, sum(messages)
      FROM cleared_messages
      WHERE tenant_id = ${tx.tenantId} AND kind = 'template' AND direction = 'outbound' AND day >= ${since}
        AND template <> ''
      GROUP BY 1, 2, 3)
    SELECT name, language,
      coalesce(sum(n) FILTER (WHERE status NOT IN ('queued', 'parked', 'cancelled')), 0)::int AS sent,
      coalesce(sum(n) FILTER (WHERE status IN ('delivered', 'read')), 0)::int AS delivered,
      coalesce(sum(n) FILTER (WHERE status = 'read'), 0)::int AS read,
      coalesce(sum(n) FILTER (WHERE status IN ('failed', 'undelivered')), 0)::int AS failed
    FROM told WHERE name IS NOT NULL AND language IS NOT NULL
    GROUP BY 1, 2 ORDER BY 1, 2`.execute(tx.sql);
  return { templates: rows.parse(found) };
};
