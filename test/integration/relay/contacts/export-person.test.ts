import { expect, it } from 'vitest';
import { z } from 'zod';
import { northwindSupply } from '../../../../assets/sample/northwind.ts';
import { personExportPath } from '../../../../shared/contract/contact-import.ts';
import { contactId } from '../../../../shared/contract/ids.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';

const list = z.array(z.record(z.string(), z.unknown()));
const file = z.object({
  contact: list.length(1),
  identities: list,
  consents: list,
  conversations: list,
  messages: list,
  notes: list,
  orders: list,
  audit: list,
});

const AGENT = 0;
const ADMIN = 2;

/** A relay with the sample tenant, and how its agent and its admin get a file. */
async function company() {
  const relay = await runningRelay({
    seed: { kind: 'sample', providerUrl: 'http://127.0.0.1:9' },
  });
  const { people } = northwindSupply({ now: relay.clock.now() });
  const enter = async (which: number) => {
    const person = people[which];
    if (person === undefined) throw new Error('the sample has no such person');
    const token = await signIn(relay.url, person.email, person.password);
    const get = (id: string) =>
      fetch(`${relay.url}${personExportPath(id)}`, {
        headers: { authorization: `Bearer ${token}` },
      });
    return { token, get };
  };
  const [agent, admin] = [await enter(AGENT), await enter(ADMIN)];
  const { welcome } = await connectDesktop(relay.url, admin.token);
  return { relay, tenant: welcome.tenant.id, agent, admin };
}

it('gives everything of one person and nothing of others, and says so in the audit log', async () => {
  const { relay, tenant, admin } = await company();
  const { store } = relay.parts;
  const counted = await store.inTenant(tenant, ({ sql }) =>
    sql
      .selectFrom('messages as m')
      .innerJoin('conversations as v', (join) =>
        join.onRef('v.tenant_id', '=', 'm.tenant_id').onRef('v.id', '=', 'm.conversation_id'),
      )
      .select(({ fn }) => ['v.contact_id', fn.countAll<string>().as('count')])
      .where('m.tenant_id', '=', tenant)
      .groupBy('v.contact_id')
      .orderBy('count', 'desc')
      .execute(),
  );
  const [most, other] = counted;
  if (most === undefined || other === undefined) throw new Error('the sample has no messages');
  const conversations = await store.inTenant(tenant, ({ sql }) =>
    sql.selectFrom('conversations').select(['id', 'contact_id', 'address']).execute(),
  );
  const own = conversations.filter((each) => each.contact_id === most.contact_id);

  const answer = await admin.get(most.contact_id);
  const text = await answer.text();
  const found = file.parse(JSON.parse(text));
  expect(found.contact[0]).toMatchObject({ id: most.contact_id });
  expect(found.messages).toHaveLength(Number(most.count));
  const times = found.messages.map(({ at }) => Number(at));
  expect(times).toEqual(times.toSorted((one, next) => one - next));
  expect(new Set(found.conversations.map(({ id }) => id))).toEqual(
    new Set(own.map(({ id }) => id)),
  );
  expect(found.identities.map(({ address }) => address)).toContain(own[0]?.address);
  expect(text).not.toContain(other.contact_id);
  expect(text).not.toContain(tenant);

  // Who took it stands in the log, and so in the next file.
  const again = file.parse(await (await admin.get(most.contact_id)).json());
  expect(again.audit).toContainEqual(
    expect.objectContaining({ action: 'contact.export', subject_id: most.contact_id }),
  );
});

it('gives every page of a long history', async () => {
  const { relay, tenant, admin } = await company();
  const { store } = relay.parts;
  const id = await store.inTenant(tenant, async ({ sql }) => {
    const { id: contact } = await sql
      .selectFrom('contacts')
      .select('id')
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const entries = Array.from({ length: 1203 }, (_, place) => ({
      tenant_id: tenant,
      id: crypto.randomUUID(),
      contact_id: contactId.parse(contact),
      channel: 'sms' as const,
      state: 'opted_out' as const,
      source: 'a test',
      evidence: `word ${place}`,
      person_id: null,
      at: 1_700_000_000_000 + (place % 7),
    }));
    await sql.insertInto('consent_entries').values(entries).execute();
    return contact;
  });
  const { consents } = file.parse(await (await admin.get(id)).json());
  const words = new Set(consents.map(({ evidence }) => evidence));
  expect([...Array(1203).keys()].filter((place) => !words.has(`word ${place}`))).toEqual([]);
});

it('refuses an agent, and a contact that is not there', async () => {
  const { agent, admin } = await company();
  const nobody = crypto.randomUUID();
  expect((await agent.get(nobody)).status).toBe(403);
  const missing = await admin.get(nobody);
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ refusal: { code: 'contact_not_found' } });
  expect((await admin.get('x')).status).toBe(404);
});
