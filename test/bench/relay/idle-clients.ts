import process from 'node:process';
import { io } from 'socket.io-client';
import { z } from 'zod';
import { PROTOCOL_VERSION } from '../../../shared/contract/relay.ts';

/* Many desktops that are connected and do nothing, in a process of their own. */

const idleOrder = z.object({
  url: z.string(),
  tokens: z.array(z.string()),
  /** How many desktops. */
  count: z.number(),
  /** From where they come, as a proxy says. */
  address: z.string(),
});
export type IdleOrder = z.infer<typeof idleOrder>;

const AT_A_TIME = 20;

function connect({ url, tokens, address }: IdleOrder, index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: {
        token: tokens[index % tokens.length],
        protocol: PROTOCOL_VERSION,
        clientVersion: '0.1.0',
      },
      extraHeaders: { 'x-forwarded-for': address },
    });
    socket.once('welcome', () => resolve());
    socket.once('connect_error', reject);
    socket.once('disconnect', (reason) => reject(new Error(reason)));
  });
}

async function run(order: IdleOrder): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < order.count; index = next++) await connect(order, index);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  process.send?.('connected');
}

process.on('message', (message) => {
  run(idleOrder.parse(message)).catch((error: unknown) => {
    process.send?.(`failed: ${String(error)}`);
  });
});
