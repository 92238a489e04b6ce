import { expect, it } from 'vitest';
import { northwindSupply } from '../../../assets/sample/northwind.ts';
import { saveOrder } from '../../../relay/services/orders/save-order.ts';
import { type ContactId, contactId, tenantId } from '../../../shared/contract/ids.ts';
import { orderContent } from '../../../shared/contract/order.ts';
import { runningRelay } from '../../support/relay/running-relay.ts';
import { unusedProvider } from '../../support/relay/unused-provider.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memorySecrets, type TestCore, testCore } from '../../support/test-core.ts';

const everything = { filter: 'all', sort: 'newest', before: null, limit: 20 } as const;

async function desk() {
  const seed = { kind: 'sample', providerUrl: 'http://127.0.0.1:9' } as const;
  const relay = await runningRelay({ seed, provider: unusedProvider() });
  const [person] = northwindSupply({ now: relay.clock.now() }).people;
  if (person === undefined) throw new Error('the sample has nobody');
  const folder = { secrets: memorySecrets(), dataFolder: await temporaryFolder() };
  const core = await testCore(folder);
  const { email, password } = person;
  await core.call('session.signIn', { relayUrl: relay.url, email, password });
  await core.until(async () => {
    const { connection } = await core.call('app.bootstrap', {});
    return connection.state === 'online' && connection.loading === null;
  });
  return { relay, core, folder };
}

const ask = (core: TestCore, id: ContactId) => core.call('contact.orders', { contactId: id });

/** Some contact with orders, and what came of asking. */
async function withOrders(core: TestCore) {
  const { items } = await core.call('inbox.list', everything);
  for (const { contact } of items) {
    const id = contactId.parse(contact.id);
    await core.until(async () => (await ask(core, id)).state === 'current');
    const { kept } = await ask(core, id);
    if (kept !== null && kept.orders.length > 0) return { id, kept };
  }
  throw new Error('nobody in the sample has orders');
}

it('tells the orders of a contact once the relay has answered, and says so by their topic', async () => {
  const { core, relay } = await desk();
  const { items } = await core.call('inbox.list', everything);
  const first = contactId.parse(items[0]?.contact.id);
  expect(await ask(core, first)).toEqual({ kept: null, state: 'asking' });
  await core.until(() =>
    core.pushed('changed').some(({ topics }) => topics.some(({ kind }) => kind === 'orders')),
  );
  expect((await ask(core, first)).state).toBe('current');
  const { kept } = await withOrders(core);
  expect(Math.abs(kept.asOf - relay.clock.now())).toBeLessThan(60_000);
  const days = kept.orders.map(({ placedOn }) => placedOn);
  expect(days).toEqual(days.toSorted().toReversed());
});

it('shows what was seen last while the relay is away, also after a new start', async () => {
  const { relay, core, folder } = await desk();
  const { id, kept } = await withOrders(core);
  await relay.close();
  await core.until(async () => (await ask(core, id)).state === 'unreachable');
  expect(await ask(core, id)).toEqual({ state: 'unreachable', kept });
  await core.app.close();
  const again = await testCore(folder);
  expect(await ask(again, id)).toEqual({ state: 'unreachable', kept });
  const nobody = contactId.parse('0197c0de-0000-7000-8000-000000000000');
  expect(await ask(again, nobody)).toEqual({ state: 'unreachable', kept: null });
});

it('has an order that the ERP changes while somebody looks at it', async () => {
  const { core, relay } = await desk();
  const { id, kept } = await withOrders(core);
  const [order] = kept.orders;
  if (order === undefined) throw new Error('no order');
  const tenant = (await core.call('app.bootstrap', {})).session?.tenant.id;
  const { externalId, id: _id, updatedAt, ...content } = order;
  const status = content.status === 'cancelled' ? 'open' : 'cancelled';
  const state = {
    externalId,
    contactId: id,
    content: { ...content, status },
    updatedAt: updatedAt + 1,
  };
  const told = () =>
    core.pushed('changed').filter(({ topics }) => topics.some((one) => one.kind === 'orders'));
  const before = told().length;
  await relay.parts.store.inTenant(tenantId.parse(tenant), async (tx) => {
    await saveOrder(
      tx,
      { ...state, content: orderContent.parse(state.content) },
      relay.clock.now(),
    );
  });
  const shown = async () => {
    const { kept: now } = await ask(core, id);
    return now?.orders.find((one) => one.externalId === externalId)?.status;
  };
  await core.until(() => told().length > before);
  await expect.poll(shown).toBe(status);
});
