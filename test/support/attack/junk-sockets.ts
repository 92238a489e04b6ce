import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** A text frame of a WebSocket as a client writes it, masked. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const masked = payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  if (payload.length > 125) throw new Error('longer than one small frame');
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked]);
}

const JUNK: readonly Buffer[] = [
  frame('40{"token":"x","protocol":1,"clientVersion":"0.1.0"}'),
  frame('40{"protocol":"__proto__","token":{"$ne":1}}'),
  frame('42["pull",{"cursor":null}]'),
  frame('0{"sid":"x"}'),
  frame('51-["pull",{"_placeholder":true,"num":0}]'),
  frame('40/admin,{}'),
  randomBytes(64),
];

export interface JunkSocket {
  readonly port: number;
  /** What is asked for: the path and whatever follows it. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Which junk is written after the upgrade. */
  readonly which: number;
}

/**
 * Opens a WebSocket, writes junk into it and waits until it is closed by the other side.
 *
 * @returns the status of the answer to the upgrade; 0 where there was none
 */
export function junkSocket({ port, path, headers, which }: JunkSocket): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1] ?? 0)));
    socket.on('data', (part: string) => {
      const isFirst = answer === '';
      answer += part;
      if (isFirst && answer.startsWith('HTTP/1.1 101'))
        socket.write(JUNK[which % JUNK.length] ?? '');
    });
    // It never says goodbye itself.
    socket.write(
      [
        `GET ${path} HTTP/1.1`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 13',
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        '\r\n',
      ].join('\r\n'),
    );
  });
}

/** Runs so many, some at a time. */
export async function inBatches<T>(
  count: number,
  atATime: number,
  work: (index: number) => Promise<T>,
): Promise<readonly T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return results;
}
