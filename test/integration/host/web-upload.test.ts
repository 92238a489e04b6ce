import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { App } from '../../../main/app.ts';
import type { WebHost } from '../../../main/host/web/server.ts';
import { refuse } from '../../../shared/contract/errors.ts';
import { aWebHost, comeIn } from './web-visit.ts';

const ID = '0199c1de-0000-7000-8000-000000000001';

/** A host whose core notes what it is given, and stops reading after so many bytes. */
async function takingHost(most = Infinity, fileIdle?: number) {
  const taken: { id: string; claims: Parameters<App['upload']>[1]; bytes: Buffer }[] = [];
  const upload: App['upload'] = async (id, claims, bytes) => {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of bytes) {
      size += part.byteLength;
      if (size > most) return { ok: false, refusal: refuse('attachment_too_large') };
      parts.push(Buffer.from(part));
    }
    taken.push({ id, claims, bytes: Buffer.concat(parts) });
    return { ok: false, refusal: refuse('attachment_type_not_supported') };
  };
  const host = await aWebHost({ upload }, Date.now, undefined, fileIdle);
  return { host, taken };
}

function post(host: WebHost, headers: Readonly<Record<string, string>>, body: Uint8Array) {
  const init = { method: 'POST', headers, body: Buffer.from(body) };
  return fetch(`http://127.0.0.1:${String(host.port)}/upload/${ID}`, init);
}

async function own(host: WebHost): Promise<Record<string, string>> {
  return { cookie: await comeIn(host), origin: `http://127.0.0.1:${String(host.port)}` };
}

describe('a picked file at the web host', () => {
  it('goes to the core as it is, with what the page says of it', async () => {
    const { host, taken } = await takingHost();
    const bytes = Buffer.alloc(3_000_000, 7);
    const answer = await post(
      host,
      { ...(await own(host)), 'content-type': 'application/json', 'x-file-name': 'a%2Fb.json' },
      bytes,
    );
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      ok: false,
      refusal: { code: 'attachment_type_not_supported' },
    });
    expect(taken).toHaveLength(1);
    expect(taken[0]?.bytes.equals(bytes)).toBe(true);
    expect(taken[0]?.claims).toEqual({
      contentType: 'application/json',
      fileName: 'a/b.json',
      pixels: null,
    });
  });

  it.each([
    ['no cookie', { cookie: '' }, 401],
    ['no Origin', { origin: '' }, 403],
    ['another Origin', { origin: 'https://evil.example' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['the name of this machine', { origin: 'http://localhost:0' }, 403],
    ['the word of a browser', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('is not taken with %s', async (_what, change, status) => {
    const { host, taken } = await takingHost();
    const headers = { ...(await own(host)), 'content-type': 'image/png', ...change };
    const given = Object.entries(headers).filter(([, value]) => value !== '');
    const answer = await post(host, Object.fromEntries(given), Buffer.from('x'));
    expect(answer.status).toBe(status);
    expect(taken).toEqual([]);
  });

  it('that the core does not read to its end is answered all the same', async () => {
    const { host } = await takingHost(100_000);
    const headers = { ...(await own(host)), 'content-type': 'image/png' };
    const answer = await post(host, headers, Buffer.alloc(3_000_000));
    expect(await answer.json()).toMatchObject({ refusal: { code: 'attachment_too_large' } });
  });

  it('that stops coming is cut off', async () => {
    const { host, taken } = await takingHost(Infinity, 100);
    const { cookie = '' } = await own(host);
    const name = `127.0.0.1:${String(host.port)}`;
    const head = [`host: ${name}`, `origin: http://${name}`, `cookie: ${cookie}`];
    const body = ['content-type: image/png', 'content-length: 500', '', 'some of it'];
    const socket = connect(host.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write([`POST /upload/${ID} HTTP/1.1`, ...head, ...body].join('\r\n'));
    await once(socket, 'close');
    expect(taken).toEqual([]);
  });
});
