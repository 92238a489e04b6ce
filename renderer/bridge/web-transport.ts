import { io } from 'socket.io-client';
import type { HostTransport } from './transport.ts';

/** A call whose answer takes longer than this, in ms, has met a core that no longer answers. */
const ANSWER_WITHIN = 60_000;

/**
 * Talks to the core over a socket to the same origin. The page's own token proves that the page
 * came from that origin too: the cookie alone is shared between the ports of a machine.
 */
export function webTransport(): HostTransport {
  const tab = document.querySelector('meta[name="casement-tab"]')?.getAttribute('content') ?? '';
  const socket = io({ transports: ['websocket'], auth: { tab } });
  return {
    call: async (request) => {
      const answer: unknown = await socket.timeout(ANSWER_WITHIN).emitWithAck('call', request);
      return answer;
    },
    onPush: (listener) => {
      socket.on('push', listener);
      return () => socket.off('push', listener);
    },
    onReachable: (listener) => {
      const here = () => listener(true);
      const gone = () => listener(false);
      socket.on('connect', here);
      socket.on('disconnect', gone);
      socket.on('connect_error', gone);
      return () => {
        socket.off('connect', here);
        socket.off('disconnect', gone);
        socket.off('connect_error', gone);
      };
    },
  };
}
