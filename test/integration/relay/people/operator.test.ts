import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadOperatorKey, newOperatorKey } from '../../../../relay/operator-key.ts';
import { connectDesktop, nextOf, signIn, turnedAway } from '../../../support/relay/desktop.ts';
import { acceptAt, office, ownersOffice } from '../../../support/relay/people-office.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const CHOSEN = 'a password of her own';

async function operatorsDesk() {
  const folder = await temporaryFolder();
  const key = await newOperatorKey(folder);
  const desk = await ownersOffice({ operatorKey: await loadOperatorKey(undefined, folder) });
  const ask = async (method: string, path: string, body?: object, bearer = key) => {
    const answer = await fetch(`${desk.relay.url}/operator/v1/tenants${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said: unknown = await answer.json();
    return { status: answer.status, said };
  };
  return { ...desk, ask, key };
}

const southwind = () => ({
  name: 'Southwind Supply',
  timeZone: 'Europe/Berlin',
  account: { sid: `AC${randomUUID().replaceAll('-', '')}`, authToken: 'another secret' },
  senders: [{ channel: 'whatsapp', address: '+4930901820', displayName: 'Southwind' }],
  owner: { email: 'sara@southwind.example', name: 'Sara' },
});

test('makes a company, whose owner comes in by a link', async () => {
  const { relay, ask } = await operatorsDesk();
  const made = await ask('POST', '', southwind());
  expect(made).toEqual({
    status: 201,
    said: { id: expect.any(String), link: expect.stringContaining(`${relay.url}/invitation/`) },
  });
  const { link } = z.object({ link: z.string() }).parse(made.said);
  expect((await acceptAt(link, CHOSEN)).status).toBe(200);
  const sara = await office(relay, await signIn(relay.url, 'sara@southwind.example', CHOSEN));
  expect(sara.desktop.welcome).toMatchObject({
    person: { role: 'owner' },
    tenant: { name: 'Southwind Supply', timeZone: 'Europe/Berlin' },
  });
  const listed = await ask('GET', '');
  expect(listed.said).toMatchObject({
    tenants: [
      { name: 'Northwind Supply', people: 1, senders: 1, messages: 0, suspendedAt: null },
      { name: 'Southwind Supply', people: 1, senders: 1 },
    ],
  });
  const asked = { text: 'operator', from: null, to: null, before: null, limit: 9 };
  expect((await sara.ask('audit.list', asked)).entries).toMatchObject([
    { action: 'tenant.create', actor: { kind: 'operator', name: 'Operator' }, from: '127.0.0.1' },
  ]);
  expect((await ask('POST', '', { ...southwind(), timeZone: 'Berlin' })).status).toBe(400);
});

test('suspends a company: nobody is let in, and nothing of it is sent, until it is resumed', async () => {
  const { relay, ask, desktop, tenantId } = await operatorsDesk();
  const token = await signIn(relay.url);
  const gone = nextOf(desktop.socket, 'disconnect');
  const suspended = await ask('POST', `/${tenantId}/suspend`);
  expect(suspended).toMatchObject({ status: 200, said: { suspendedAt: expect.any(Number) } });
  await gone;
  const hello = { protocol: 1, clientVersion: '0.1.0', token };
  expect(await turnedAway(relay.url, hello)).toEqual({
    refusal: expect.objectContaining({ code: 'tenant_suspended' }),
  });
  const media = await fetch(`${relay.url}/media/x`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(media.status).toBe(401);
  await ask('POST', `/${tenantId}/resume`);
  expect((await connectDesktop(relay.url, token)).welcome.tenant.id).toBe(tenantId);
});

test('records what a company may use', async () => {
  const { ask, tenantId } = await operatorsDesk();
  const limits = { mayUseRest: false, monthlyCap: 250_000_000 };
  const set = await ask('PATCH', `/${tenantId}/limits`, limits);
  expect(set.said).toMatchObject({ limits: { ...limits, mayUseAutomations: true } });
  expect((await ask('PATCH', `/${tenantId}/limits`, { monthlyCap: -1 })).status).toBe(400);
  expect((await ask('PATCH', `/${randomUUID()}/limits`, limits)).status).toBe(404);
});

test('is nobody without the key, nor where there is none', async () => {
  const { ask, key } = await operatorsDesk();
  for (const wrong of ['', 'x', key.slice(1), `${key}x`]) {
    expect((await ask('GET', '', undefined, wrong)).status).toBe(401);
  }
  const { relay } = await ownersOffice();
  const nowhere = await fetch(`${relay.url}/operator/v1/tenants`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(nowhere.status).toBe(404);
});
