import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { senderId } from '../../../../../shared/contract/ids.ts';
import { REST_SCHEMAS } from '../../../../../shared/contract/rest.ts';
import { asAdmin } from '../../../../support/relay/sql.ts';
import {
  addTemplate,
  restStage,
  type RestStage,
  textTo,
} from '../../../../support/rest/rest-stage.ts';

const CUSTOMER = '+34600111222';
const STRANGER = '+34600333444';
const accepted = z.object({ id: z.uuid(), conversationId: z.uuid(), contactId: z.uuid() });

function template(name: string) {
  return { type: 'template', template: { name, language: 'en' }, variables: { 1: 'N-1000' } };
}

/** Reads a message until it has left or is held back. */
async function settled(stage: RestStage, id: string) {
  for (;;) {
    const { body } = await stage.ask('GET', `/messages/${id}`);
    const message = REST_SCHEMAS['messages.get'].answer.parse(body);
    if (message.status !== 'queued' && message.status !== 'sending') return message;
    await pause(20);
  }
}

async function stored(stage: RestStage): Promise<readonly number[]> {
  const [row] = await asAdmin(
    stage.relay.databaseUrl,
    `SELECT (SELECT count(*) FROM casement.messages WHERE direction = 'outbound')::int AS messages,
       (SELECT count(*) FROM casement.contacts)::int AS contacts,
       (SELECT count(*) FROM casement.conversations)::int AS conversations`,
    [],
  );
  return Object.values(row ?? {}).map(Number);
}

describe('a program that sends', () => {
  it('sends a text in an open window; the message names the key and the order', async () => {
    const stage = await restStage();
    await stage.customer(CUSTOMER);
    const answer = await stage.send({ ...textTo(CUSTOMER), orderReference: 'N-1000' });
    expect(answer.status).toBe(202);
    expect(REST_SCHEMAS['messages.send'].answer.safeParse(answer.body).success).toBe(true);
    const { id } = accepted.parse(answer.body);
    const message = await settled(stage, id);
    expect(message).toMatchObject({
      body: 'Your order is packed.',
      author: { kind: 'system', personId: null },
      orderReference: 'N-1000',
      problem: null,
      timeline: [{ status: 'queued' }, ...message.timeline.slice(1)],
    });
    expect(message.author.origin).toMatch(/^Shop /);
    expect(stage.taken(CUSTOMER)).toBe(1);
    const list = await stage.ask('GET', '/messages?orderReference=N-1000');
    expect(list.body).toMatchObject({ items: [{ id }], next: null });
  });

  it('leaves the conversation unread: a program has not read it', async () => {
    const stage = await restStage();
    await stage.customer(CUSTOMER);
    await stage.send(textTo(CUSTOMER));
    const { body } = await stage.ask('GET', '/conversations');
    expect(body).toMatchObject({ items: [{ unreadCount: 1, status: 'open' }] });
  });

  it('is held to the window, to consent and to approval, and nothing of it stays', async () => {
    const stage = await restStage();
    const { parts } = stage.relay;
    await parts.store.inTenant(stage.tenantId, async (tx) => {
      await addTemplate(tx, 'shipped');
      await addTemplate(tx, 'draft', 'pending');
    });
    await stage.customer(CUSTOMER);
    await stage.customer('+34600999000', 'STOP');
    const before = await stored(stage);
    const refused = async (body: unknown): Promise<unknown> => (await stage.send(body)).body;
    expect(await refused(textTo(STRANGER))).toMatchObject({ code: 'window_closed', status: 422 });
    const [to, open, out] = [{ phone: STRANGER }, { phone: CUSTOMER }, { phone: '+34600999000' }];
    expect(await refused({ to, content: template('shipped') })).toMatchObject({
      code: 'no_opt_in',
    });
    expect(await refused({ to: open, content: template('draft') })).toMatchObject({
      code: 'template_not_approved',
    });
    expect(await refused({ to: open, content: template('none') })).toMatchObject({
      code: 'template_not_found',
    });
    const empty = { ...template('shipped'), variables: {} };
    expect(await refused({ to: open, content: empty })).toMatchObject({
      code: 'template_variable_missing',
    });
    expect(await refused({ to: out, content: template('shipped') })).toMatchObject({
      code: 'opted_out',
      title: 'This customer has opted out.',
      next: 'Wait until the customer writes that messages are welcome again.',
    });
    const elsewhere = { ...textTo(CUSTOMER), senderId: randomUUID() };
    expect(await refused(elsewhere)).toMatchObject({ code: 'sender_not_found' });
    const nobody = { ...textTo(CUSTOMER), to: { contactId: randomUUID() } };
    expect(await refused(nobody)).toMatchObject({ code: 'contact_not_found', status: 404 });
    expect(await stored(stage)).toEqual(before);
  });
});

describe('the same Idempotency-Key', () => {
  it('sends once, however many ask at once, and answers all the same', async () => {
    const stage = await restStage();
    await stage.customer(CUSTOMER);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => stage.send(textTo(CUSTOMER), key)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const replayed = answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true');
    expect(replayed.length).toBe(31);
    await settled(stage, accepted.parse(answers[0]?.body).id);
    expect(stage.taken(CUSTOMER)).toBe(1);
  });

  it('makes one contact and one conversation for a number that nobody knew', async () => {
    const stage = await restStage();
    const { store } = stage.relay.parts;
    await store.inTenant(stage.tenantId, (tx) => addTemplate(tx, 'shipped'));
    const made = await stage.ask('POST', '/contacts', { name: 'Mara', phone: STRANGER });
    const { id } = z.object({ id: z.uuid() }).parse(made.body);
    const consent = {
      channel: 'whatsapp',
      state: 'opted_in',
      source: 'Order form',
      evidence: 'N-1000, box ticked',
    };
    const recorded = await stage.ask('POST', `/contacts/${id}/consent`, consent);
    expect(recorded.body).toMatchObject({ id, optIn: { whatsapp: 'opted_in', sms: 'unknown' } });
    const content = template('shipped');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => stage.send({ to: { phone: STRANGER }, content })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(202));
    const places = answers.map(({ body }) => accepted.parse(body).conversationId);
    expect(new Set(places).size).toBe(1);
    expect(answers.map(({ body }) => accepted.parse(body).contactId)).toEqual(Array(8).fill(id));
  });

  it('is refused with another request, and free again after a day', async () => {
    const stage = await restStage();
    await stage.customer(CUSTOMER);
    const key = randomUUID();
    const first = await stage.send(textTo(CUSTOMER), key);
    const other = await stage.send(textTo(CUSTOMER, 'Another text.'), key);
    expect(other.body).toMatchObject({ code: 'idempotency_key_reused', status: 409 });
    await asAdmin(
      stage.relay.databaseUrl,
      `UPDATE casement.api_requests SET at = at - 86400001 WHERE idempotency_key = $1`,
      [key],
    );
    const later = await stage.send(textTo(CUSTOMER, 'Another text.'), key);
    expect(later.status).toBe(202);
    expect(accepted.parse(later.body).id).not.toBe(accepted.parse(first.body).id);
  });

  it('keeps a refusal too, and must come with a message', async () => {
    const stage = await restStage();
    const key = randomUUID();
    const first = await stage.send(textTo(STRANGER), key);
    await stage.customer(STRANGER);
    const again = await stage.send(textTo(STRANGER), key);
    expect(again.body).toEqual(first.body);
    expect(again.body).toMatchObject({ code: 'window_closed' });
    expect(stage.taken(STRANGER)).toBe(0);
    const without = await stage.ask('POST', '/messages', textTo(STRANGER));
    expect(without.body).toMatchObject({ code: 'idempotency_key_missing', status: 400 });
  });

  it('of two keys is two things', async () => {
    const stage = await restStage();
    await stage.customer(CUSTOMER);
    await stage.send(textTo(CUSTOMER));
    await stage.send(textTo(CUSTOMER));
    const [messages] = await stored(stage);
    expect(messages).toBe(2);
  });
});

it('a program’s first message goes by the sender that is for the contact’s country', async () => {
  const { send, relay, tenantId, ask } = await restStage();
  const id = senderId.parse(randomUUID());
  await relay.parts.store.inTenant(tenantId, async ({ sql }) => {
    const { provider_account_id: account } = await sql
      .selectFrom('senders')
      .select('provider_account_id')
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    await sql
      .insertInto('senders')
      .values({
        tenant_id: tenantId,
        id,
        provider_account_id: account,
        channel: 'whatsapp',
        address: '+13125550199',
        display_name: 'For Spain',
        status: 'online',
        rules: JSON.stringify({ countries: ['ES'], personIds: [], isUsual: false }),
      })
      .execute();
  });
  const templateId = await relay.parts.store.inTenant(tenantId, (tx) =>
    addTemplate(tx, 'order_shipped'),
  );
  const phone = '+34600111333';
  await ask('POST', '/contacts', { name: 'Mara', phone });
  await relay.parts.store.inTenant(tenantId, ({ sql }) =>
    sql
      .updateTable('contacts')
      .set({ opt_in_whatsapp: 'opted_in' })
      .where('name', '=', 'Mara')
      .execute(),
  );
  const content = { type: 'template', template: { id: templateId }, variables: { '1': 'NW-1' } };
  const { body } = await send({ to: { phone }, content });
  expect(body).toMatchObject({ senderId: id });
});
