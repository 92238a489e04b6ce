import type { FastifyInstance } from 'fastify';
import type { Engine } from '../core/engine.ts';
import { type UsageRecord, usageOf } from '../messages/usage.ts';
import { Refusal } from '../platform/refusal.ts';
import { authenticate, filtersOf, pathPart, queryOf } from './context.ts';
import type { Form } from './form.ts';
import { cutPage, pageFields, readPageRequest } from './paging.ts';

const DEFAULT_PAGE = 50;
const API_VERSION = '2010-04-01';

/** The daily UsageRecords of the 2010 API: the days that have any. */
export function usageRoutes(app: FastifyInstance, engine: Engine): void {
  app.get(`/${API_VERSION}/Accounts/:account/Usage/Records/Daily.json`, (request) => {
    const account = authenticate(engine, request);
    if (account.sid !== pathPart(request, 'account')) throw new Refusal(20003);
    const query = queryOf(request);
    const from = readDay(query, 'StartDate');
    const to = readDay(query, 'EndDate');
    const wanted = query.filled('Category');
    const found = usageOf(account).filter(
      ({ day, category }) =>
        (from === null || day >= from) &&
        (to === null || day <= to) &&
        (wanted === null || category === wanted),
    );
    const page = cutPage(found, readPageRequest(query, DEFAULT_PAGE), filtersOf(request));
    const base = `/${API_VERSION}/Accounts/${account.sid}/Usage/Records/Daily.json`;
    const asOf = new Date(engine.clock.now()).toISOString().replace(/\.\d+Z$/, '+00:00');
    return {
      usage_records: page.items.map((record) => usageResource(account.sid, record, asOf)),
      ...pageFields(page, base),
    };
  });
}

/** Offsets such as `-30days` are not understood here. */
function readDay(query: Form, field: string): string | null {
  const text = query.filled(field);
  if (text !== null && !/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    throw new Refusal(20001, `${field} must be a date in the form YYYY-MM-DD.`);
  }
  return text;
}

/** A UsageRecord as Twilio's API describes it (api.v2010.account.usage.usage_record.daily). */
function usageResource(account: string, record: UsageRecord, asOf: string) {
  const { day, category, count, micro } = record;
  const path = `/${API_VERSION}/Accounts/${account}/Usage/Records`;
  const query = `Category=${category}&StartDate=${day}&EndDate=${day}`;
  return {
    account_sid: account,
    api_version: API_VERSION,
    as_of: asOf,
    category,
    count: String(count),
    count_unit: 'messages',
    description: category.replaceAll('-', ' '),
    end_date: day,
    price: micro / 1_000_000,
    price_unit: 'usd',
    start_date: day,
    subresource_uris: {
      all_time: `${path}/AllTime.json?Category=${category}`,
      daily: `${path}/Daily.json?Category=${category}`,
      monthly: `${path}/Monthly.json?Category=${category}`,
    },
    uri: `${path}/Daily.json?${query}`,
    usage: String(count),
    usage_unit: 'messages',
  };
}
