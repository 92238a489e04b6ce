import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { cursor as cursorOf } from '../../../../shared/contract/relay.ts';
import { connectDesktop, nextOf, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay, type TestRelay } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { addColleague } from '../../../support/relay/thread.ts';
import { newTenant } from '../../../support/relay-database/test-database.ts';

async function twoRelays(): Promise<readonly [TestRelay, TestRelay]> {
  const one = await runningRelay();
  return [one, await runningRelay({ databaseUrl: one.databaseUrl, secretKey: one.secretKey })];
}

test('a commit at one relay is told to the desktops of every relay', async () => {
  const [one, other] = await twoRelays();
  const token = await signIn(one.url);
  const here = await connectDesktop(one.url, token);
  const there = await connectDesktop(other.url, token);
  const told = [nextOf(here.socket, 'changed'), nextOf(there.socket, 'changed')];
  const { tenant, head } = here.welcome;
  await one.parts.store.inTenant(tenant.id, (tx) => addColleague(tx));
  const expected = { epoch: head.epoch, number: head.number + 1 };
  expect(await Promise.all(told)).toEqual([expected, expected]);
  const pulled = await there.call('pull', { cursor: head, limit: 10 });
  expect(pulled).toMatchObject({ ok: true, value: { next: expected, more: false } });
});

test('nothing of another tenant is told', async () => {
  const relay = await runningRelay();
  const { socket, welcome, call } = await connectDesktop(relay.url, await signIn(relay.url));
  const heard: unknown[] = [];
  socket.on('changed', (head) => heard.push(head));
  await newTenant(relay.parts.store, 'Other');
  const mine = nextOf(socket, 'changed');
  await relay.parts.store.inTenant(welcome.tenant.id, (tx) => addColleague(tx));
  await mine;
  expect(heard).toEqual([{ epoch: welcome.head.epoch, number: welcome.head.number + 1 }]);
  expect(await call('time', {})).toMatchObject({ ok: true });
});

test('what was missed while relays could not hear each other is told afterwards', async () => {
  const [one, other] = await twoRelays();
  const { socket, welcome } = await connectDesktop(other.url, await signIn(one.url));
  const told = new Promise<number>((resolve) => {
    socket.on('changed', (head) => {
      const { number } = cursorOf.parse(head);
      if (number >= welcome.head.number + 5) resolve(number);
    });
  });
  for (let i = 0; i < 5; i += 1) {
    await asAdmin(
      one.databaseUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'casement-notices' AND datname = current_database()`,
    );
    await one.parts.store.inTenant(welcome.tenant.id, (tx) => addColleague(tx));
  }
  expect(await told).toBe(welcome.head.number + 5);
});

test('a desktop that connects while something is written misses nothing', async () => {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const { welcome: first } = await connectDesktop(relay.url, token);
  const rounds = 40;
  for (let round = 1; round <= rounds; round += 1) {
    // The commit falls a little later into the connecting each time.
    const written = pause(round / 2).then(() =>
      relay.parts.store.inTenant(first.tenant.id, (tx) => addColleague(tx)),
    );
    const end = first.head.number + round;
    const { welcome, heard } = await connectDesktop(relay.url, token, (socket) =>
      Promise.resolve({ changed: nextOf(socket, 'changed') }),
    );
    await written;
    const told = welcome.head.number === end ? welcome.head : await (await heard)?.changed;
    expect(told).toEqual({ epoch: first.head.epoch, number: end });
  }
});
