import { sql } from 'kysely';
import type { TemplateId } from '../../../shared/contract/ids.ts';
import {
  type TemplateCategory,
  templateCategory,
} from '../../../shared/contract/template-content.ts';
import type { TemplateNotice } from '../../../shared/contract/template-library.ts';
import type { Money } from '../../../shared/domain/billing/money.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { categoryPrice, marketNow } from '../billing/category-price.ts';
import { loadTerms, type Terms } from '../billing/tariffs.ts';
import type { ReadHandlers } from '../reads/handler.ts';

const DAY_MS = 24 * 3_600_000;
/** A month of messages, and as long as a notice stays. */
const MONTH_MS = 30 * DAY_MS;
const SHOWN_FOR_MS = 90 * DAY_MS;
const MOST_NOTICES = 50;
const MOST_MARKETS = 8;
/** The market is known by the calling code, or by the country of a user id: no more is asked for. */
const PREFIX = sql<string>`left(c.address, 5)`;
/** Messages that did not go out cost nothing. */
const NEVER_LEFT = ['queued', 'parked', 'failed', 'undelivered', 'cancelled'] as const;

/** What is asked about templates that are not sent but looked after. */
export const templateReads: ReadHandlers<'templates.notices' | 'templates.categoryPrices'> = {
  'templates.notices': async ({ tx, person, now }) => {
    const rows = await tx.sql
      .selectFrom('template_notices as n')
      .select(['n.id', 'n.at', 'n.kind', 'n.template_id', 'n.draft_id', 'n.name', 'n.language'])
      .select(['n.before', 'n.after', 'n.reason'])
      .where('n.tenant_id', '=', tx.tenantId)
      .where('n.at', '>', now - SHOWN_FOR_MS)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('template_notices_dismissed as d')
              .select('d.notice_id')
              .whereRef('d.tenant_id', '=', 'n.tenant_id')
              .whereRef('d.notice_id', '=', 'n.id')
              .where('d.person_id', '=', person.id),
          ),
        ),
      )
      .orderBy('n.at', 'desc')
      .orderBy('n.id', 'desc')
      .limit(MOST_NOTICES)
      .execute();
    const terms = rows.some(({ kind }) => kind === 'recategorised') ? await loadTerms(tx) : null;
    const notices = [];
    for (const { template_id: template, draft_id: draftId, ...notice } of rows) {
      const from = templateCategory.safeParse(notice.before).data;
      const to = templateCategory.safeParse(notice.after).data;
      const effect =
        terms === null || notice.kind !== 'recategorised' || from === undefined || to === undefined
          ? null
          : await effectOf(tx, terms, { ...notice, id: template }, [from, to]);
      notices.push({ ...notice, draftId, effect });
    }
    return { notices };
  },

  'templates.categoryPrices': async ({ tx, now }) => {
    const { rows } = await sql<{ readonly prefix: string; readonly count: number }>`
      SELECT ${PREFIX} AS prefix, count(*)::int AS count FROM conversations c
      WHERE c.tenant_id = ${tx.tenantId} AND c.channel = 'whatsapp' GROUP BY 1`.execute(tx.sql);
    const terms = await loadTerms(tx);
    const byMarket = inMarkets(terms, rows, now);
    return {
      markets: [...byMarket]
        .toSorted(([, a], [, b]) => b.count - a.count)
        .slice(0, MOST_MARKETS)
        .map(([market, { prefix, count }]) => ({
          market,
          conversations: count,
          utility: categoryPrice(terms, prefix, 'utility', now),
          marketing: categoryPrice(terms, prefix, 'marketing', now),
        })),
    };
  },
};

/** What a template cost in the month before, in the one category and in the other. */
async function effectOf(
  tx: TenantTransaction,
  terms: Terms,
  {
    id,
    name,
    language,
    at,
  }: Pick<TemplateNotice, 'name' | 'language' | 'at'> & {
    readonly id: TemplateId;
  },
  [from, to]: readonly [TemplateCategory, TemplateCategory],
) {
  const { rows } = await sql<{ readonly prefix: string; readonly count: number }>`
    SELECT ${PREFIX} AS prefix, count(*)::int AS count FROM messages m
    JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
    WHERE m.tenant_id = ${tx.tenantId} AND m.template IS NOT NULL
      AND m.template ->> 'name' = ${name} AND m.template ->> 'language' = ${language}
      AND coalesce(m.template ->> 'templateId', ${id}) = ${id}
      AND m.at > ${at - MONTH_MS} AND m.at <= ${at}
      AND m.status NOT IN (${sql.join(NEVER_LEFT)})
    GROUP BY 1`.execute(tx.sql);
  const differences = rows.map(({ prefix, count }): Money | null => {
    const [before, after] = [from, to].map((one) => categoryPrice(terms, prefix, one, at));
    return before && after
      ? { micro: (after.micro - before.micro) * count, currency: after.currency }
      : null;
  });
  const known = differences.filter((one) => one !== null);
  return {
    messages: rows.reduce((sum, { count }) => sum + count, 0),
    monthly:
      known.length < differences.length
        ? null
        : {
            micro: known.reduce((sum, { micro }) => sum + micro, 0),
            currency: terms.currency,
          },
  };
}

/** Conversations by market, with a calling code of each. */
function inMarkets(
  terms: Terms,
  rows: readonly { readonly prefix: string; readonly count: number }[],
  now: number,
): ReadonlyMap<string, { readonly prefix: string; readonly count: number }> {
  const byMarket = new Map<string, { readonly prefix: string; readonly count: number }>();
  for (const { prefix, count } of rows) {
    const market = marketNow(terms, prefix, now);
    if (market === null) continue;
    const there = byMarket.get(market);
    byMarket.set(market, { prefix, count: count + (there?.count ?? 0) });
  }
  return byMarket;
}
