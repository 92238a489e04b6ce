import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { BRIDGE_CHANNEL, BridgeTransport } from '../shared/contract/bridge.ts';

/* All that the page gets of Electron: two functions. JSON text crosses, as it does on the web
 * host's socket, so that nothing passes here that would not pass there. Only the type of the
 * contract is imported: its code would come along with every schema. */

const channel: typeof BRIDGE_CHANNEL = 'casement';

const transport: BridgeTransport = {
  call: async (request) => {
    const answer: unknown = await ipcRenderer.invoke(channel, JSON.stringify(request));
    return parsed(answer);
  },
  onPush: (listener) => {
    const heard = (_event: IpcRendererEvent, text: unknown): void => listener(parsed(text));
    ipcRenderer.on(channel, heard);
    return () => {
      ipcRenderer.off(channel, heard);
    };
  },
};

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') throw new TypeError('The core answers with JSON text.');
  return JSON.parse(text);
}

contextBridge.exposeInMainWorld('casement', transport);
