import { beforeEach, describe, expect, it } from 'vitest';
import { BRIDGE_CHANNEL } from '../../shared/contract/bridge.ts';
import { BrowserWindow, resetElectron, state } from '../support/fake-electron/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { builtPreload, runPreload, transportOf } from './preload-page.ts';

beforeEach(resetElectron);

async function aPage() {
  const { code, files } = await builtPreload(await temporaryFolder());
  const { webContents } = new BrowserWindow({});
  return { code, files, webContents, exposed: runPreload(code, webContents) };
}

describe('the built preload', () => {
  it('is one small file that a sandbox can load', async () => {
    const { files, code } = await aPage();
    expect(files).toEqual(['index.cjs']);
    expect(code.length).toBeLessThan(4_000);
    const required = [...code.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name);
    expect(required).toEqual(['"electron"']);
  });

  it('gives the page two functions and nothing of Electron', async () => {
    const { exposed } = await aPage();
    expect([...exposed.keys()]).toEqual(['casement']);
    const api = exposed.get('casement');
    const members = typeof api === 'object' && api !== null ? Object.entries(api) : [];
    expect(members.map(([name, value]) => [name, typeof value])).toEqual([
      ['call', 'function'],
      ['onPush', 'function'],
    ]);
  });

  it('uses the one channel, whatever the page asks for', async () => {
    const { exposed } = await aPage();
    const channels: string[] = [];
    state.handlers.set(BRIDGE_CHANNEL, (_event, text) => {
      channels.push(BRIDGE_CHANNEL);
      return text;
    });
    const request = { name: 'electron-store-get-data', input: null, channel: 'other' };
    expect(await transportOf(exposed).call(request)).toEqual(request);
    expect(channels).toEqual(['casement']);
  });

  it('hands on what was sent and nothing of the event that brought it', async () => {
    const { exposed, webContents } = await aPage();
    const heard: unknown[][] = [];
    const stop = transportOf(exposed).onPush((...given: unknown[]) => heard.push(given));
    webContents.send(BRIDGE_CHANNEL, '{"name":"settings","payload":{}}', 'more');
    stop();
    webContents.send(BRIDGE_CHANNEL, '{"name":"settings","payload":{}}');
    expect(heard).toEqual([[{ name: 'settings', payload: {} }]]);
  });
});
