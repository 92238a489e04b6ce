import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { connectDesktop, nextOf, signIn, turnedAway } from '../../../support/relay/desktop.ts';
import { addSignedIn } from '../../../support/relay/people.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { testDatabase } from '../../../support/relay-database/test-database.ts';

const hello = { protocol: 1, clientVersion: '0.1.0' };
const notSignedIn = { refusal: expect.objectContaining({ code: 'not_signed_in' }) };

test('a person who is deactivated is signed out everywhere and cannot come back', async () => {
  const databaseUrl = await testDatabase();
  const relay = await runningRelay({ databaseUrl });
  const other = await runningRelay({ databaseUrl, secretKey: relay.secretKey });
  const token = await signIn(relay.url);
  const { socket, welcome } = await connectDesktop(other.url, token);
  const told = nextOf(socket, 'signedOut');
  const { token: another } = await addSignedIn(relay, welcome.tenant.id, 'owner');
  const owner = await connectDesktop(relay.url, another);
  const input = { personId: welcome.person.id };
  const given = { id: randomUUID(), name: 'person.deactivate', input };
  expect(await owner.call('command', given)).toMatchObject({ ok: true });
  await told;
  expect(await turnedAway(relay.url, { ...hello, token })).toEqual(notSignedIn);
  // The password is right still; there is nobody behind it.
  const again = await signIn(relay.url);
  expect(await turnedAway(relay.url, { ...hello, token: again })).toEqual(notSignedIn);
});

test('who was deactivated behind the relay’s back is found out, and can do nothing meanwhile', async () => {
  const databaseUrl = await testDatabase();
  const relay = await runningRelay({ databaseUrl });
  const { socket, call } = await connectDesktop(relay.url, await signIn(relay.url));
  const told = nextOf(socket, 'signedOut');
  await asAdmin(databaseUrl, 'UPDATE casement.people SET active = false');
  const input = { conversationId: randomUUID() };
  const answer = await call('command', { id: randomUUID(), name: 'conversation.resolve', input });
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'not_signed_in' } });
  await relay.checkSessions();
  await told;
});
