import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, test } from 'vitest';
import type { Store } from '../../../../relay/db/tenant-transaction.ts';
import type { ProviderTemplate } from '../../../../relay/providers/provider.ts';
import { storeTemplates } from '../../../../relay/services/templates/sync-templates.ts';
import { takeTemplateEvents } from '../../../../relay/services/templates/take-events.ts';
import type { TenantId } from '../../../../shared/contract/ids.ts';
import { addSender } from '../../../support/relay/thread.ts';
import {
  newTenant,
  testStore,
  type TestStore,
} from '../../../support/relay-database/test-database.ts';

let store: Store;
let commits: TestStore['commits'];
let tenantId: TenantId;
let accountId: string;

beforeEach(async () => {
  ({ store, commits } = await testStore());
  tenantId = await newTenant(store);
  accountId = await newAccount();
});

function newAccount(): Promise<string> {
  return store.inTenant(tenantId, async (tx) => {
    const id = await addSender(tx);
    const sender = await tx.sql
      .selectFrom('senders')
      .select('provider_account_id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return sender.provider_account_id;
  });
}

function template(contentSid: string, fields: Partial<ProviderTemplate> = {}): ProviderTemplate {
  return {
    contentSid,
    name: 'order_shipped',
    language: 'en',
    category: 'utility',
    status: 'approved',
    statusWord: fields.status ?? 'approved',
    rejectionReason: null,
    header: null,
    body: 'Your order {{1}} is on its way.',
    footer: null,
    buttons: [],
    variables: [{ key: '1', sample: '4711' }],
    ...fields,
  };
}

const sync = (templates: readonly ProviderTemplate[], account = accountId) =>
  store.inTenant(tenantId, (tx) => storeTemplates(tx, account, templates, { from: 1, at: 1 }));

const rows = () =>
  store.inTenant(tenantId, ({ sql }) =>
    sql.selectFrom('templates').selectAll().orderBy('provider_content_sid').execute(),
  );

const removed = () =>
  store.inTenant(tenantId, ({ sql }) =>
    sql.selectFrom('removals').select(['entity', 'id']).execute(),
  );

describe('the templates of an account', () => {
  it('that have not changed change nothing', async () => {
    await sync([template('HX1'), template('HX2')]);
    const before = commits.length;
    await sync([template('HX2'), template('HX1')]);
    expect(commits.length).toBe(before);
    expect((await rows()).length).toBe(2);
  });

  it('keep their id when they are renamed or decided on, and only they change', async () => {
    await sync([template('HX1', { status: 'pending' }), template('HX2')]);
    const [first, second] = await rows();
    await sync([template('HX1', { name: 'order_sent' }), template('HX2')]);
    expect(await rows()).toMatchObject([
      { id: first?.id, name: 'order_sent', status: 'approved' },
      { id: second?.id, change_no: second?.change_no },
    ]);
  });

  it('that are gone at the provider are removed, and desktops are told', async () => {
    await sync([template('HX1'), template('HX2')]);
    const [first] = await rows();
    await sync([template('HX2')]);
    expect((await rows()).map((each) => each.provider_content_sid)).toEqual(['HX2']);
    expect(await removed()).toEqual([{ entity: 'template', id: first?.id }]);
    await sync([]);
    expect(await rows()).toEqual([]);
  });

  it('do not take those of another account with them', async () => {
    const other = await newAccount();
    await sync([template('HX1')], other);
    await sync([]);
    expect((await rows()).map((each) => each.provider_account_id)).toEqual([other]);
  });
});

test('a list that was asked for before an event came does not undo what it said', async () => {
  const sid = `HX${randomUUID().replaceAll('-', '')}`;
  await sync([template(sid)]);
  const take = (id: string, status: string, at: number) =>
    store.inTenant(tenantId, (tx) =>
      takeTemplateEvents(tx, accountId, [{ id, contentSid: sid, status, category: null, at }], 50),
    );
  expect(await take('first', 'paused', 1000)).toBe(1);
  const listed = (from: number) =>
    store.inTenant(tenantId, (tx) =>
      storeTemplates(tx, accountId, [template(sid)], { from, at: 60 }),
    );
  await listed(49);
  expect(await rows()).toMatchObject([{ status: 'paused' }]);
  await listed(50);
  expect(await rows()).toMatchObject([{ status: 'approved' }]);
  // Told again, or late: it was known, or is no longer so.
  expect(await take('first', 'paused', 1000)).toBe(0);
  expect(await take('second', 'disabled', 999)).toBe(0);
  expect(await rows()).toMatchObject([{ status: 'approved' }]);
});
