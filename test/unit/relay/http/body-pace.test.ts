import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { UPLOAD_PACE, watchPace } from '../../../../relay/http/body-pace.ts';
import { guardRoutes, type GuardOptions } from '../../../../relay/http/guard.ts';
import { LARGEST_ATTACHMENT } from '../../../../shared/domain/attachment/limits.ts';

const SECOND = 1000;

/** After how many seconds a body is cut off that comes with so many bytes a second; null: never. */
function cutAfter(rate: number, size: number): number | null {
  const line = { bytesRead: 4_000 };
  const state = { cut: false };
  const there = watchPace(line, UPLOAD_PACE, () => {
    state.cut = true;
  });
  let seconds = 0;
  for (let sent = 0; sent < size && !state.cut; sent += rate) {
    line.bytesRead += rate;
    vi.advanceTimersByTime(SECOND);
    seconds += 1;
  }
  there();
  vi.advanceTimersByTime(UPLOAD_PACE.total);
  return state.cut ? seconds : null;
}

async function guarded(): Promise<{ readonly port: number; readonly url: string }> {
  const app = Fastify();
  const limits: GuardOptions['limits'] = {
    isShut: () => Promise.resolve(false),
    refused: () => undefined,
    genuine: () => undefined,
  };
  const uploadPace = { stretch: 60, least: 10_000, total: 60_000 };
  guardRoutes(app, { limits, patience: 60, uploadPace });
  app.post('/file', { bodyLimit: LARGEST_ATTACHMENT }, () => 'taken');
  // Three times as long as a small body is waited for.
  app.get('/long', (_request, reply) => {
    let pieces = 0;
    const slowly = new Readable({
      read: () => {
        pieces += 1;
        setTimeout(() => slowly.push(pieces > 9 ? null : 'a piece of it '), 20);
      },
    });
    return reply.send(slowly);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return { port: Number(new URL(url).port), url };
}

describe('the pace of a file that is uploaded', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets the largest file through a slow uplink, which takes far longer than two minutes', () => {
    const uplink = 128_000 / 8;
    expect(LARGEST_ATTACHMENT / uplink).toBeGreaterThan(120);
    expect(cutAfter(uplink, LARGEST_ATTACHMENT)).toBeNull();
  });

  it('cuts off what stops, or only drips', () => {
    expect(cutAfter(0.000_001, 1)).toBe(30);
    expect(cutAfter(100, LARGEST_ATTACHMENT)).toBe(30);
  });

  it('lets nobody go on for ever', () => {
    expect(cutAfter(1_500, LARGEST_ATTACHMENT)).toBe(30 * 60);
  });
});

describe('the guard', () => {
  it('does not cut an answer off because it is long', async () => {
    const { url } = await guarded();
    expect(await (await fetch(`${url}/long`)).text()).toBe('a piece of it '.repeat(9));
  });

  it.each(['content-length: 5000', 'transfer-encoding: chunked'])(
    'cuts a file off that does not come, with %s',
    async (length) => {
      const { port } = await guarded();
      const socket: Socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      socket.write(`POST /file HTTP/1.1\r\nhost: relay\r\n${length}\r\n\r\n5\r\nsome `);
      await once(socket, 'close');
      expect(socket.destroyed).toBe(true);
    },
  );
});
