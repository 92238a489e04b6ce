import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderConfirmed, wire } from '../../support/twilio-schema/templates.ts';
import { startWorld, type World } from '../../support/twilio-schema/world.ts';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
const GOOD = 'Hola {{1}}, su pedido {{2}} ha sido confirmado por nuestro almacén.';

let world: World;

beforeEach(async () => {
  world = await startWorld({ reviewMs: 5 * MINUTE });
});

afterEach(async () => {
  await world.close();
});

async function approvalOf(sid: string): Promise<Record<string, unknown>> {
  const { whatsapp } = await world.client.content.v1.contents(sid).approvalFetch().fetch();
  return { ...whatsapp };
}

async function submitted(body: string, name: string, category = 'UTILITY'): Promise<string> {
  const { contents } = world.client.content.v1;
  const { sid } = await contents.create(orderConfirmed(body));
  await contents(sid).approvalCreate.create({ name, category });
  return sid;
}

describe('reviewers', () => {
  it('take their time and approve what is in order', async () => {
    const { contents } = world.client.content.v1;
    const { sid } = await contents.create(orderConfirmed(GOOD));
    expect(await approvalOf(sid)).toMatchObject({ status: 'unsubmitted' });
    await contents(sid).approvalCreate.create({ name: 'order_confirmed', category: 'UTILITY' });
    expect(await approvalOf(sid)).toMatchObject({ status: 'received' });
    await world.simulator.clock.advance(6 * MINUTE);
    expect(await approvalOf(sid)).toMatchObject({ status: 'pending' });
    await world.simulator.clock.advance(6 * MINUTE);
    expect(await approvalOf(sid)).toEqual({
      type: 'whatsapp',
      name: 'order_confirmed',
      category: 'UTILITY',
      content_type: 'twilio/quick-reply',
      status: 'approved',
      rejection_reason: '',
      allow_category_change: true,
    });
  });

  it('reject with a reason, and block the name for 30 days', async () => {
    const sid = await submitted('{{1}}, su pedido {{2}} ha sido confirmado ya hoy.', 'order_bad');
    await world.simulator.clock.advance(DAY);
    const approval = await approvalOf(sid);
    expect(approval['status']).toBe('rejected');
    expect(approval['rejection_reason']).toContain('start or end');
    await world.client.content.v1.contents(sid).remove();
    await expect(submitted(GOOD, 'order_bad')).rejects.toThrow('last 30 days');
    await world.simulator.clock.advance(31 * DAY);
    await expect(submitted(GOOD, 'order_bad')).resolves.toMatch(/^HX/);
  });

  it('approve a utility template that sells as marketing', async () => {
    const body = 'Hola {{1}}, con su pedido {{2}} tiene 20 % de descuento en guantes esta semana.';
    const sid = await submitted(body, 'order_promo');
    await world.simulator.clock.advance(DAY);
    expect(await approvalOf(sid)).toMatchObject({ status: 'approved', category: 'MARKETING' });
  });
});

describe('contents', () => {
  it('are locked once they were submitted', async () => {
    const sid = await submitted(GOOD, 'order_confirmed');
    const change = world.client.content.v1.contents(sid).update(orderConfirmed(GOOD));
    await expect(change).rejects.toMatchObject({ status: 400 });
    const again = world.client.content.v1.contents(sid).approvalCreate;
    await expect(again.create({ name: 'order_again', category: 'UTILITY' })).rejects.toThrow(
      'already been submitted',
    );
  });

  it('of a type for open windows only cannot be submitted', async () => {
    const { contents } = world.client.content.v1;
    const types = { 'twilio/location': { latitude: 19.4, longitude: -99.1 } };
    const { sid } = await contents.create(wire({ language: 'en', types: {} }, { types }));
    const submit = contents(sid).approvalCreate.create({ name: 'where', category: 'UTILITY' });
    await expect(submit).rejects.toThrow('cannot be submitted');
  });

  it.each([
    ['without types', { types: {} }],
    ['of an unknown type', { types: { 'twilio/poem': { body: 'x' } } }],
    ['in camelCase', { types: { twilioText: { body: 'x' } } }],
    ['with a field too many', { types: { 'twilio/text': { body: 'x', footer: 'y' } } }],
    [
      'with a button label of 26 characters',
      {
        types: {
          'whatsapp/card': { body: 'x', actions: [{ type: 'QUICK_REPLY', title: 'x'.repeat(26) }] },
        },
      },
    ],
    ['without a language', { language: undefined, types: { 'twilio/text': { body: 'x' } } }],
  ])('%s are refused', async (_what, fields) => {
    const create = world.client.content.v1.contents.create(
      wire({ language: 'en', types: {} }, fields),
    );
    await expect(create).rejects.toMatchObject({ status: 400, code: 20001 });
    expect(world.account.contents()).toEqual([]);
  });

  it('are listed page by page, and found by name, language, text and status', async () => {
    for (const name of ['order_one', 'order_two', 'invoice_three']) {
      await world.simulator.clock.advance(1000);
      world.account.importContents([
        {
          name,
          language: name === 'invoice_three' ? 'de' : 'en',
          category: 'UTILITY',
          types: { 'twilio/text': { body: `About ${name}` } },
          status: name === 'order_two' ? 'rejected' : 'approved',
        },
      ]);
    }
    const paged = await world.client.content.v1.contentAndApprovals.list({ pageSize: 2 });
    expect(paged.map((one) => one.friendlyName)).toEqual([
      'invoice_three',
      'order_two',
      'order_one',
    ]);
    const { contentAndApprovals } = world.client.content.v2;
    const names = async (query: Parameters<typeof contentAndApprovals.list>[0]) =>
      (await contentAndApprovals.list(query)).map((one) => one.friendlyName).toSorted();
    expect(await names({ contentName: '^order' })).toEqual(['order_one', 'order_two']);
    expect(await names({ content: 'invoice' })).toEqual(['invoice_three']);
    expect(await names({ language: ['de'] })).toEqual(['invoice_three']);
    expect(await names({ channelEligibility: ['whatsapp:rejected'] })).toEqual(['order_two']);
  });
});
