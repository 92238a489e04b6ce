import { afterEach, describe, expect, it } from 'vitest';
import {
  CUSTOMER,
  startWorld,
  WHATSAPP_SENDER,
  type World,
} from '../../support/twilio-schema/world.ts';

const SPEED = { sentMs: 1000, deliveredMs: 2000, readMs: 4000 };
const freeform = { from: WHATSAPP_SENDER, to: CUSTOMER, body: 'Buenas tardes' };

let world: World;

afterEach(async () => {
  await world.close();
});

function steps(): [string, number][] {
  const entries = world.simulator.log();
  const accepted = entries.findLast((entry) => entry.type === 'accepted')?.at ?? 0;
  return entries.flatMap((entry): [string, number][] =>
    entry.type === 'status' ? [[entry.status, entry.at - accepted]] : [],
  );
}

describe('the virtual clock', () => {
  it('moved by hand, does exactly what falls due, at its due moment', async () => {
    world = await startWorld({ speed: SPEED });
    await world.account.customer(CUSTOMER).writes('Hola');
    await world.client.messages.create(freeform);
    await world.simulator.settled();
    expect(steps()).toEqual([]);
    await world.simulator.clock.advance(2000);
    expect(steps()).toEqual([['sent', 1000]]);
    await world.simulator.clock.advance(60_000);
    expect(steps()).toEqual([
      ['sent', 1000],
      ['delivered', 3000],
      ['read', 7000],
    ]);
    await expect(world.simulator.clock.advance(-1)).rejects.toThrow('only moves forward');
  });

  it('runs several messages in due order, each as it was scheduled', async () => {
    world = await startWorld({ speed: SPEED });
    await world.account.customer(CUSTOMER).writes('Hola');
    const first = await world.client.messages.create(freeform);
    await world.simulator.clock.advance(500);
    const second = await world.client.messages.create(freeform);
    await world.simulator.clock.advance(60_000);
    const order = world.simulator
      .log()
      .flatMap((entry) => (entry.type === 'status' ? [`${entry.sid} ${entry.status}`] : []));
    const both = (status: string): string[] => [
      `${first.sid} ${status}`,
      `${second.sid} ${status}`,
    ];
    expect(order).toEqual([...both('sent'), ...both('delivered'), ...both('read')]);
  });

  it('runs by itself when it is not moved by hand', async () => {
    const speed = { sentMs: 5, deliveredMs: 5, readMs: 5 };
    world = await startWorld({ manual: false, speed });
    await world.account.customer(CUSTOMER).writes('Hola');
    await world.client.messages.create(freeform);
    await expect
      .poll(() => world.receiver.received.map((webhook) => webhook.params['MessageStatus']))
      .toEqual([undefined, 'sent', 'delivered', 'read']);
    await world.simulator.settled();
    expect(world.simulator.log().filter((entry) => entry.type === 'webhook')).toHaveLength(4);
  });

  it('reads what a customer is told to read, and nothing that has not arrived', async () => {
    world = await startWorld({ speed: SPEED });
    const customer = world.account.addCustomer({
      address: CUSTOMER,
      profileName: 'Lucía Ortega',
      readsAfterMs: null,
    });
    await customer.writes('Hola');
    const { sid } = await world.client.messages.create(freeform);
    await expect(customer.reads(sid)).rejects.toThrow('delivered');
    await world.simulator.clock.advance(60_000);
    expect((await world.client.messages(sid).fetch()).status).toBe('delivered');
    await customer.reads(sid);
    expect(world.receiver.received.at(-1)?.params).toMatchObject({
      MessageStatus: 'read',
      EventType: 'READ',
    });
  });
});
