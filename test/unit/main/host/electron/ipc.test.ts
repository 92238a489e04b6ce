import { beforeEach, describe, expect, it } from 'vitest';
import type { WebContents } from 'electron';
import { BRIDGE_CHANNEL, type BridgePush } from '../../../../../shared/contract/bridge.ts';
import { bridgeIpc } from '../../../../../main/host/electron/ipc.ts';
import { BrowserWindow, pageOf, resetElectron } from '../../../../support/fake-electron/index.ts';

const CALL = JSON.stringify({ name: 'inbox.counts', input: {} });

function aBridge() {
  const calls: unknown[] = [];
  const logged: string[] = [];
  const listeners = new Set<(push: BridgePush, to: object | null) => void>();
  const bridge = bridgeIpc(
    {
      call: (request) => {
        calls.push(request);
        return Promise.resolve({ ok: true, value: { counted: true } });
      },
      pageGone: () => undefined,
      onPush: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    ({ event }) => logged.push(event),
  );
  const push = (name: string, to: object | null = null): void => {
    for (const listener of listeners) listener({ name, payload: {} }, to);
  };
  return { bridge, calls, logged, push, listeners };
}

async function aWindow(url = 'app://casement/'): Promise<BrowserWindow> {
  const window = new BrowserWindow({});
  await window.loadURL(url);
  return window;
}

/** The stand-in has as much of the real one as the host uses. */
function real(window: BrowserWindow): WebContents {
  const contents: unknown = window.webContents;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return contents as WebContents;
}

beforeEach(resetElectron);

describe('calls over the channel', () => {
  it('answers the page of a window that was admitted', async () => {
    const { bridge, calls } = aBridge();
    const window = await aWindow();
    bridge.admit(real(window));
    const answer = await pageOf(window.webContents).electron.ipcRenderer.invoke(
      BRIDGE_CHANNEL,
      CALL,
    );
    expect(answer).toBe('{"ok":true,"value":{"counted":true}}');
    expect(calls).toEqual([{ name: 'inbox.counts', input: {} }]);
  });

  it.each<[string, (window: BrowserWindow, other: BrowserWindow) => ReturnType<typeof pageOf>]>([
    ['of a window that nobody admitted', (_window, other) => pageOf(other.webContents)],
    [
      'of a frame in the page',
      ({ webContents }) => pageOf(webContents, { origin: 'app://casement', url: '' }),
    ],
    ['of a frame that is gone', ({ webContents }) => pageOf(webContents, null)],
    [
      'of another site in the window',
      ({ webContents }) => {
        webContents.mainFrame.origin = 'https://evil.example';
        return pageOf(webContents);
      },
    ],
    [
      'of a page without an origin',
      ({ webContents }) => {
        webContents.mainFrame.origin = 'null';
        return pageOf(webContents);
      },
    ],
    [
      'of another host under our scheme',
      ({ webContents }) => {
        webContents.mainFrame.origin = 'app://casement.evil';
        return pageOf(webContents);
      },
    ],
    [
      'of a window that was closed since',
      (window) => {
        window.close();
        return pageOf(window.webContents);
      },
    ],
  ])('refuses a call %s, and says so in the log', async (_what, caller) => {
    const { bridge, calls, logged } = aBridge();
    const window = await aWindow();
    const other = await aWindow();
    bridge.admit(real(window));
    const { electron } = caller(window, other);
    await expect(electron.ipcRenderer.invoke(BRIDGE_CHANNEL, CALL)).rejects.toThrow(
      'own page may call',
    );
    expect(calls).toEqual([]);
    expect(logged).toEqual(['ipc.sender_refused']);
  });

  it.each<[string, unknown]>([
    ['no text', { name: 'inbox.counts', input: {} }],
    ['text that is no JSON', '{'],
    ['more than a call can hold', `"${'x'.repeat(1_000_000)}"`],
    ['nothing', undefined],
  ])('refuses %s as invalid', async (_what, sent) => {
    const { bridge, calls } = aBridge();
    const window = await aWindow();
    bridge.admit(real(window));
    const { ipcRenderer } = pageOf(window.webContents).electron;
    const answer = await ipcRenderer.invoke(BRIDGE_CHANNEL, sent);
    expect(String(answer)).toContain('"code":"invalid_input"');
    expect(calls).toEqual([]);
  });
});

describe('pushes over the channel', () => {
  it('reach admitted windows that show our page, and no other', async () => {
    const { bridge, push } = aBridge();
    const [window, stranger, elsewhere] = [
      await aWindow(),
      await aWindow(),
      await aWindow('https://evil.example/'),
    ];
    const heard: unknown[] = [];
    for (const one of [window, stranger, elsewhere]) {
      one.webContents.toPage.on(BRIDGE_CHANNEL, (text) => heard.push([one.webContents.id, text]));
    }
    bridge.admit(real(window));
    bridge.admit(real(elsewhere));
    push('settings');
    expect(heard).toEqual([[window.webContents.id, '{"name":"settings","payload":{}}']]);
  });

  it('that are for one page reach its window alone', async () => {
    const { bridge, push } = aBridge();
    const [one, other] = [await aWindow(), await aWindow()];
    const heard: unknown[] = [];
    for (const window of [one, other]) {
      window.webContents.toPage.on(BRIDGE_CHANNEL, () => heard.push(window.webContents.id));
      bridge.admit(real(window));
    }
    push('windowClosing', other.webContents);
    expect(heard).toEqual([other.webContents.id]);
  });

  it('end with the bridge, as calls do', async () => {
    const { bridge, listeners } = aBridge();
    const window = await aWindow();
    bridge.admit(real(window));
    bridge.close();
    expect(listeners.size).toBe(0);
    const { ipcRenderer } = pageOf(window.webContents).electron;
    await expect(ipcRenderer.invoke(BRIDGE_CHANNEL, CALL)).rejects.toThrow('No handler');
  });
});
