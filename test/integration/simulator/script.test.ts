import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, WHATSAPP_SENDER, type World } from '../../support/twilio-schema/world.ts';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const TYLER = 'whatsapp:+447700900130';

let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.simulator.useChatter({
    liveMessages: (language) => [`live ${language}`],
    answersTo: (language, template) => [`answer ${language} ${template ?? 'freeform'}`],
  });
  world.account.addCustomer({
    address: TYLER,
    profileName: 'Tyler',
    language: 'en_GB',
    readsAfterMs: 1000,
    replies: { afterMs: MINUTE, toFreeform: 1, toTemplates: 1 },
  });
});

afterEach(async () => {
  await world.close();
});

function inbound(): (string | undefined)[] {
  return world.receiver.received
    .filter((webhook) => webhook.url === '/inbound')
    .map((webhook) => webhook.params['Body']);
}

function importTemplate(types: Record<string, Record<string, unknown>>): string {
  const [content] = world.account.importContents([
    { name: 'order_shipped', language: 'en', category: 'UTILITY', types, status: 'approved' },
  ]);
  return content?.sid ?? '';
}

describe('customers with a script', () => {
  it('answer a template in their language, which opens the window', async () => {
    const contentSid = importTemplate({ 'twilio/text': { body: 'Your order is on its way.' } });
    await world.client.messages.create({ from: WHATSAPP_SENDER, to: TYLER, contentSid });
    await world.simulator.clock.advance(2 * MINUTE);
    expect(inbound()).toEqual(['answer en_GB order_shipped']);
    const { sid } = await world.client.messages.create({
      from: WHATSAPP_SENDER,
      to: TYLER,
      body: 'Glad to hear it',
    });
    await world.simulator.clock.advance(30_000);
    expect((await world.client.messages(sid).fetch()).status).toBe('read');
    await world.simulator.clock.advance(2 * MINUTE);
    expect(inbound()).toEqual(['answer en_GB order_shipped', 'answer en_GB freeform']);
  });

  it('press a quick reply where the template has one', async () => {
    const contentSid = importTemplate({
      'twilio/quick-reply': { body: 'Shall we send it?', actions: [{ title: 'Yes', id: 'yes' }] },
    });
    const message = { from: WHATSAPP_SENDER, to: TYLER, contentSid };
    const { sid } = await world.client.messages.create(message);
    await world.simulator.clock.advance(2 * MINUTE);
    expect(world.receiver.received.at(-1)?.params).toMatchObject({
      ButtonText: 'Yes',
      ButtonPayload: 'yes',
      Body: 'Yes',
      OriginalRepliedMessageSid: sid,
      OriginalRepliedMessageSender: WHATSAPP_SENDER,
    });
  });

  it('write now and then of their own accord, the others never', async () => {
    world.account.startWriting(10 * MINUTE);
    world.account.startWriting(10 * MINUTE);
    await world.simulator.clock.advance(2 * HOUR);
    expect(inbound().length).toBeGreaterThanOrEqual(8);
    expect(inbound().length).toBeLessThanOrEqual(24);
    expect(new Set(inbound())).toEqual(new Set(['live en_GB']));
  });
});
