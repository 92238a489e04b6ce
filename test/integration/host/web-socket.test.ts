import { describe, expect, it } from 'vitest';
import { bridgePush, type BridgePush } from '../../../shared/contract/bridge.ts';
import {
  aWebHost,
  comeIn,
  connectSocket,
  get,
  loadTab,
  SOCKET,
  upgradeHeaders,
  type Knock,
} from './web-visit.ts';

const FORGED = 'A'.repeat(43);

describe('the socket', () => {
  it('carries a call there and its answer back', async () => {
    const asked: unknown[] = [];
    const host = await aWebHost({
      call: (request) => {
        asked.push(request);
        return Promise.resolve({ ok: true, value: { items: [], next: null } });
      },
    });
    const socket = await connectSocket(host);
    const request = { name: 'inbox.list', input: { filter: 'all' } };
    expect(await socket.emitWithAck('call', request)).toEqual({
      ok: true,
      value: { items: [], next: null },
    });
    expect(asked).toEqual([request]);
  });

  it('carries pushes to every page until the host stops', async () => {
    const listeners = new Set<(push: BridgePush, to: object | null) => void>();
    const host = await aWebHost({
      onPush: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    const sockets = [await connectSocket(host), await connectSocket(host)];
    const heard = sockets.map((socket) => new Promise((resolve) => socket.once('push', resolve)));
    for (const push of listeners) push({ name: 'settings', payload: { theme: 'dark' } }, null);
    for (const one of await Promise.all(heard)) {
      expect(bridgePush.parse(one)).toEqual({ name: 'settings', payload: { theme: 'dark' } });
    }
    const gone = sockets.map(
      (socket) => new Promise((resolve) => socket.once('disconnect', resolve)),
    );
    await host.close();
    await Promise.all(gone);
    expect(listeners.size).toBe(0);
  });

  it('carries a push that is for one page to that page alone', async () => {
    const listeners = new Set<(push: BridgePush, to: object | null) => void>();
    const pages: (object | null)[] = [];
    const host = await aWebHost({
      call: (_request, page = null) => {
        pages.push(page);
        return Promise.resolve({ ok: true, value: {} });
      },
      onPush: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    const sockets = [await connectSocket(host), await connectSocket(host)] as const;
    const heard: [string[], string[]] = [[], []];
    sockets[0].on('push', (push) => heard[0].push(bridgePush.parse(push).name));
    sockets[1].on('push', (push) => heard[1].push(bridgePush.parse(push).name));
    for (const socket of sockets) await socket.emitWithAck('call', {});
    for (const push of listeners) {
      push({ name: 'windowClosing', payload: {} }, pages[1] ?? null);
      push({ name: 'settings', payload: {} }, null);
    }
    // What came before the answer has come.
    for (const socket of sockets) await socket.emitWithAck('call', {});
    expect(heard).toEqual([['settings'], ['windowClosing', 'settings']]);
  });

  it('serves a page under the other name as well', async () => {
    const host = await aWebHost();
    const name = `localhost:${host.port}`;
    const socket = await connectSocket(host, { host: name, origin: `http://${name}` });
    expect(socket.connected).toBe(true);
  });

  it.each<[string, (port: number) => Knock, RegExp?]>([
    ['of another site', () => ({ origin: 'https://evil.example' })],
    ['of another port of this machine', (port) => ({ origin: `http://127.0.0.1:${port + 1}` })],
    ['that does not say where it comes from', () => ({ origin: null })],
    ['of an origin that is none', () => ({ origin: 'null' })],
    ['of the other one of our names', (port) => ({ origin: `http://localhost:${port}` })],
    [
      'of a rebound name',
      (port) => ({ host: `evil.example:${port}`, origin: `http://evil.example:${port}` }),
    ],
    ['with a forged cookie', (port) => ({ cookie: `casement-${port}=${FORGED}`, tab: FORGED })],
    ['with no cookie', () => ({ cookie: null, tab: FORGED })],
    ['with a forged token', () => ({ tab: FORGED }), /Reload the page/],
    ['with no token', () => ({ tab: null }), /Reload the page/],
    ['with a token that is no text', () => ({ tab: { toString: 1 } }), /Reload the page/],
  ])('refuses a page %s', async (_what, knock, why = /websocket error/) => {
    const host = await aWebHost();
    await expect(connectSocket(host, knock(host.port))).rejects.toThrow(why);
  });

  it('refuses the token of a page that another browser has loaded', async () => {
    const host = await aWebHost();
    const tab = await loadTab(host, await comeIn(host));
    await expect(connectSocket(host, { cookie: await comeIn(host), tab })).rejects.toThrow(
      'Reload',
    );
  });

  it('lets a page that lost its connection come back', async () => {
    const host = await aWebHost();
    const cookie = await comeIn(host);
    const tab = await loadTab(host, cookie);
    (await connectSocket(host, { cookie, tab })).disconnect();
    expect((await connectSocket(host, { cookie, tab })).connected).toBe(true);
  });

  it('says which upgrades it refuses, and opens none on another path', async () => {
    const host = await aWebHost();
    const cookie = await comeIn(host);
    const headers = upgradeHeaders(host.port);
    expect((await get(host, SOCKET, { ...headers, cookie })).status).toBe(101);
    expect((await get(host, SOCKET, headers)).status).toBe(403);
    const twice = { ...headers, cookie, origin: [headers['origin'] ?? '', 'null'] };
    expect((await get(host, SOCKET, twice)).status).toBe(403);
  });

  it('speaks by WebSocket only: polling leaves out where it comes from', async () => {
    const host = await aWebHost();
    const answer = await get(host, '/socket.io/?EIO=4&transport=polling', {
      cookie: await comeIn(host),
    });
    expect(answer.status).toBe(400);
  });

  it('drops who sends more than a call can hold', async () => {
    const host = await aWebHost();
    const socket = await connectSocket(host);
    const dropped = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('call', { name: 'draft.save', input: 'x'.repeat(1_000_001) });
    expect(await dropped).toMatch(/transport/);
  });
});
