import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import {
  CUSTOMER,
  startWorld,
  WHATSAPP_SENDER,
  type World,
} from '../../support/twilio-schema/world.ts';

const HOUR = 60 * 60 * 1000;
const freeform = { from: WHATSAPP_SENDER, to: CUSTOMER, body: 'Buenas tardes' };

const folder = await temporaryFolder(afterAll);
let files = 0;
let logFile: string;
let world: World;

beforeEach(async () => {
  files += 1;
  logFile = join(folder, `${String(files)}.jsonl`);
  world = await startWorld({ logFile });
});

afterEach(async () => {
  await world.close();
});

/** Stops the simulator and starts another on the same log. */
async function restart(): Promise<void> {
  await world.close();
  world = await startWorld({ logFile });
}

describe('a restart on the same log', () => {
  it('has every message, window and the moved clock', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    await world.simulator.clock.advance(20 * HOUR);
    const sent = await world.client.messages.create(freeform);
    const before = world.simulator.clock.now();
    await restart();
    expect(world.simulator.clock.now()).toBeGreaterThanOrEqual(before);
    const messages = await world.client.messages.list();
    expect(messages.map((message) => message.body)).toEqual(['Buenas tardes', 'Hola']);
    await world.simulator.clock.advance(5 * HOUR);
    expect((await world.client.messages(sent.sid).fetch()).status).toBe('read');
    const late = await world.client.messages.create(freeform);
    await world.simulator.clock.advance(HOUR);
    expect((await world.client.messages(late.sid).fetch()).errorCode).toBe(63_016);
  });

  it('does what was pending once, and what was done not again', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    const first = await world.client.messages.create(freeform);
    await world.simulator.clock.advance(HOUR);
    const second = await world.client.messages.create(freeform);
    await restart();
    await world.simulator.clock.advance(HOUR);
    const statuses = world.simulator
      .log()
      .flatMap((entry) => (entry.type === 'status' ? [`${entry.sid} ${entry.status}`] : []));
    const steps = ['sent', 'delivered', 'read'];
    expect(statuses).toEqual(
      [first.sid, second.sid].flatMap((sid) => steps.map((status) => `${sid} ${status}`)),
    );
  });

  it('hands out no identifier again', async () => {
    const before = await world.account.customer(CUSTOMER).writes('Hola');
    await restart();
    const after = await world.account.customer(CUSTOMER).writes('Hola');
    expect(after).not.toBe(before);
    expect(await world.client.messages.list()).toHaveLength(2);
  });

  it('numbers the log without a gap and survives a line that a crash cut off', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    await world.close();
    const whole = readFileSync(logFile, 'utf8');
    appendFileSync(logFile, '{"n":99,"at":1,"type":"inb');
    world = await startWorld({ logFile });
    expect(readFileSync(logFile, 'utf8').startsWith(whole)).toBe(true);
    const numbers = world.simulator.log().map((entry) => entry.n);
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
    expect(await world.client.messages.list()).toHaveLength(1);
    // What was written after the cut line can be read again.
    await world.account.customer(CUSTOMER).writes('¿Siguen ahí?');
    await restart();
    expect(await world.client.messages.list()).toHaveLength(2);
  });
});
