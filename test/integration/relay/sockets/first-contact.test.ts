import { expect, test } from 'vitest';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';

test('a person signs in, connects, and sees the tenant', async () => {
  const relay = await runningRelay();
  const { welcome, call } = await connectDesktop(relay.url, await signIn(relay.url));
  expect(welcome.person).toMatchObject({ email: 'ada@northwind.example', role: 'owner' });
  expect(welcome.tenant.name).toBe('Northwind Supply');

  const first = await call('snapshot', { before: null, limit: 50, messagesEach: 10 });
  expect(first.ok && first.value.changes.map(({ entity }) => entity)).toEqual([
    'tenant',
    'person',
    'sender',
  ]);
  const { epoch } = welcome.head;
  const all = await call('pull', { cursor: { epoch, number: 0 }, limit: 100 });
  expect(all).toMatchObject({ ok: true, value: { next: welcome.head, more: false } });
  expect(await call('history', { conversationId: null, before: null, limit: 10 })).toEqual({
    ok: true,
    value: { changes: [], next: null },
  });
  const time = await call('time', {});
  expect(time.ok && Math.abs(time.value.serverTime - relay.clock.now())).toBeLessThan(5000);
});
