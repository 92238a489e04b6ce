import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What stands before several relays. */
export interface Balancer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

function join(from: Socket, to: Socket): void {
  for (const [one, other] of [
    [from, to],
    [to, from],
  ] as const) {
    one.on('error', () => other.resetAndDestroy());
    one.on('close', () => other.destroy());
    one.pipe(other);
  }
}

function passOn(from: Socket, left: readonly number[]): void {
  if (from.destroyed) return;
  const [port, ...rest] = left;
  if (port === undefined) {
    from.resetAndDestroy();
    return;
  }
  const to = connect(port, '127.0.0.1');
  const refused = (): void => passOn(from, rest);
  to.once('error', refused);
  from.once('close', () => to.destroy());
  to.once('connect', () => {
    to.off('error', refused);
    join(from, to);
  });
}

/** Passes each connection on to one of these ports, in turn; resets it where none takes it. */
export async function openBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const open = new Set<Socket>();

  const server = createServer((from) => {
    open.add(from);
    from.once('close', () => open.delete(from));
    from.on('error', () => from.destroy());
    turn = (turn + 1) % ports.length;
    passOn(from, [...ports.slice(turn), ...ports.slice(0, turn)]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was opened');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
