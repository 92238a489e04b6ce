import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { customerMessage, signature, webhookPoster } from '../../support/attack/webhooks.ts';
import type { Row } from '../support/report.ts';
import { median, percentile } from '../support/statistics.ts';
import type { AttackOrder } from './attack-load.ts';
import { addBenchTenant, benchDatabase, fillingRelay, startBenchRelay } from './bench-relay.ts';

const RUNS = 3;
const PER_SECOND = 100;
const LASTS_MS = 10_000;
const TWILIO = '54.172.60.1';

/**
 * What an attack does to honest webhooks: the 99th percentile of their time to the answer while
 * 1,000 forged and 200 replayed webhooks, 50 slow bodies and 10,000 junk handshakes come within
 * ten seconds, over that without. The relay, the attack and the honest load are three processes.
 */
export async function attackRows(): Promise<Row[]> {
  const database = await benchDatabase();
  const filling = await fillingRelay(database);
  const { accountSid, authToken } = await addBenchTenant(filling, 0);
  const [webhook] = await filling.webhooks();
  await filling.close();
  const relay = await startBenchRelay(database);
  const attacker = fork(join(import.meta.dirname, 'attack-load.ts'), { stdio: 'inherit' });
  try {
    const path = new URL(webhook?.url ?? '').pathname;
    const target = { url: `${relay.url}${path}`, accountSid, authToken };
    const quiet: number[] = [];
    const attacked: number[] = [];
    await honest(target);
    for (let run = 0; run < RUNS; run += 1) {
      quiet.push(percentile(await honest(target), 0.99));
      const over = once(attacker, 'message');
      attacker.send({ ...target, lasts: LASTS_MS } satisfies AttackOrder);
      attacked.push(percentile(await honest(target), 0.99));
      const [said] = await over;
      if (said !== 'over') throw new Error(String(said));
    }
    const [without, under] = [median(quiet), median(attacked)];
    console.log(
      `honest webhooks: p99 ${without.toFixed(1)} ms, under attack ${under.toFixed(1)} ms`,
    );
    return [
      {
        name: 'webhook-p99-under-attack-ratio',
        value: under / without,
        unit: 'ratio',
        goal: 2,
        better: 'lower',
      },
    ];
  } finally {
    attacker.kill();
    await relay.stop();
    await database.close();
  }
}

/** The times of webhooks that come at a steady pace, in ms. @throws {Error} where one is refused */
async function honest(target: Omit<AttackOrder, 'lasts'>): Promise<readonly number[]> {
  const poster = webhookPoster(50);
  const count = (PER_SECOND * LASTS_MS) / 1000;
  const started = performance.now();
  const times = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      await pause(Math.max(0, started + (at * 1000) / PER_SECOND - performance.now()));
      const form = customerMessage(target.accountSid);
      const signed = signature(target, form);
      const asked = performance.now();
      const { status } = await poster.post(target.url, form, signed, TWILIO);
      if (status !== 200) throw new Error(`an honest webhook was answered ${status}`);
      return performance.now() - asked;
    }),
  );
  poster.close();
  return times;
}
