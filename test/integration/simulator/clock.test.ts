import { afterEach, describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../simulator/simulator.ts';
import {
  CUSTOMER,
  startWorld,
  WHATSAPP_SENDER,
  type World,
} from '../../support/twilio-schema/world.ts';

// Long steps: the clock runs on in real time while a test is at work.
const MINUTE = 60_000;
const SPEED = { sentMs: 10 * MINUTE, deliveredMs: 20 * MINUTE, readMs: 40 * MINUTE };
const freeform = { from: WHATSAPP_SENDER, to: CUSTOMER, body: 'Buenas tardes' };

let world: World;

afterEach(async () => {
  await world.close();
});

function steps(): [string, number][] {
  const entries: readonly LogEntry[] = world.simulator.log();
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
    await world.simulator.clock.advance(20 * MINUTE);
    expect(steps()).toEqual([['sent', 10 * MINUTE]]);
    await world.simulator.clock.advance(120 * MINUTE);
    expect(steps()).toEqual([
      ['sent', 10 * MINUTE],
      ['delivered', 30 * MINUTE],
      ['read', 70 * MINUTE],
    ]);
    await expect(world.simulator.clock.advance(-1)).rejects.toThrow('only moves forward');
  });

  it('runs several messages in due order, each as it was scheduled', async () => {
    world = await startWorld({ speed: SPEED });
    await world.account.customer(CUSTOMER).writes('Hola');
    const first = await world.client.messages.create(freeform);
    await world.simulator.clock.advance(MINUTE);
    const second = await world.client.messages.create(freeform);
    await world.simulator.clock.advance(120 * MINUTE);
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
    await world.simulator.clock.advance(120 * MINUTE);
    expect((await world.client.messages(sid).fetch()).status).toBe('delivered');
    await customer.reads(sid);
    expect(world.receiver.received.at(-1)?.params).toMatchObject({
      MessageStatus: 'read',
      EventType: 'READ',
    });
  });
});
