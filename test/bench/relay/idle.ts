import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import {
  addBenchTenant,
  anAddress,
  benchDatabase,
  fillingRelay,
  startBenchRelay,
} from './bench-relay.ts';
import type { IdleOrder } from './idle-clients.ts';

const DESKTOPS = 5000;
const TENANTS = 10;
const PEOPLE_EACH = 10;
const PROCESSES = 5;
const READINGS = 5;
/** Between the last desktop and the first reading, and between readings. */
const QUIET_MS = 6000;

/**
 * The memory of one relay process with 5,000 desktops connected that do nothing: resident, as
 * the system counts it, after they have been quiet for a while.
 */
export async function idleRows(): Promise<Row[]> {
  const database = await benchDatabase();
  const clients: ChildProcess[] = [];
  try {
    const filling = await fillingRelay(database);
    const tokens: string[] = [];
    for (let index = 0; index < TENANTS; index += 1) {
      tokens.push(...(await addBenchTenant(filling, PEOPLE_EACH)).tokens);
    }
    await filling.close();
    const relay = await startBenchRelay(database);
    const empty = await relay.residentMb();
    const connected = Array.from({ length: PROCESSES }, async (_, index) => {
      const client = fork(join(import.meta.dirname, 'idle-clients.ts'), { stdio: 'inherit' });
      clients.push(client);
      const answer = once(client, 'message');
      client.send({
        url: relay.url,
        tokens: tokens.filter((_token, at) => at % PROCESSES === index),
        count: DESKTOPS / PROCESSES,
        address: anAddress(),
      } satisfies IdleOrder);
      const [said] = await answer;
      if (said !== 'connected') throw new Error(String(said));
    });
    await Promise.all(connected);
    const peak = await relay.residentMb();
    const readings: number[] = [];
    for (let reading = 0; reading < READINGS; reading += 1) {
      await pause(QUIET_MS);
      readings.push(await relay.residentMb());
    }
    const value = median(readings);
    console.log(
      `idle desktops: ${Math.round(empty)} MB without any, ${Math.round(peak)} MB when the last one had connected, ${Math.round(value)} MB at rest: ${Math.round(((value - empty) * 1024) / DESKTOPS)} kB each`,
    );
    await relay.stop();
    return [{ name: 'idle-desktops-mb', value, unit: 'MB', goal: 1500, better: 'lower' }];
  } finally {
    for (const client of clients) client.kill();
    await database.close();
  }
}
