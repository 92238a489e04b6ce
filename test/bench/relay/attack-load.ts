import { connect } from 'node:net';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { inBatches, junkSocket } from '../../support/attack/junk-sockets.ts';
import { customerMessage, signature, webhookPoster } from '../../support/attack/webhooks.ts';

/* An attack on a relay, in a process of its own: forged and replayed webhooks, bodies that do not
 * come, and junk handshakes, spread over some seconds. */

const attackOrder = z.object({
  url: z.string(),
  accountSid: z.string(),
  authToken: z.string(),
  /** ms. */
  lasts: z.number(),
});
export type AttackOrder = z.infer<typeof attackOrder>;

const FORGED = 1000;
const REPLAYS = 200;
const SLOW = 50;
const JUNK = 10_000;
const ENGINE = '/socket.io/?EIO=4&transport=websocket';

async function attack(target: AttackOrder): Promise<void> {
  const { url, accountSid, lasts } = target;
  const { port, pathname } = new URL(url);
  const poster = webhookPoster(20);
  const slow = Array.from({ length: SLOW }, () => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`POST ${pathname} HTTP/1.1\r\nhost: relay\r\ncontent-length: 500\r\n\r\nBody=`);
    return socket;
  });
  const replayed = customerMessage(accountSid);
  const over = (count: number, atATime: number, work: (at: number) => Promise<unknown>) =>
    inBatches(count, atATime, async (at) => {
      const due = started + (at / count) * lasts;
      await pause(Math.max(0, due - performance.now()));
      await work(at);
    });
  const started = performance.now();
  await Promise.all([
    over(FORGED, 20, (at) =>
      poster.post(url, customerMessage(accountSid), 'AAAA', `203.0.113.${at % 8}`),
    ),
    over(REPLAYS, 5, () => poster.post(url, replayed, signature(target, replayed), '54.172.60.2')),
    over(JUNK, 800, (which) =>
      junkSocket({
        port: Number(port),
        path: ENGINE,
        headers: { host: 'relay', 'x-forwarded-for': `198.51.100.${which % 2}` },
        which,
      }),
    ),
  ]);
  for (const socket of slow) socket.destroy();
  poster.close();
}

process.on('message', (message) => {
  attack(attackOrder.parse(message)).then(
    () => process.send?.('over'),
    (error: unknown) => process.send?.(String(error)),
  );
});
