import type { IncomingMessage } from 'node:http';
import type { PersonId } from '../../shared/contract/ids.ts';
import { clientAddress, type IsTrusted } from '../limits/address.ts';
import type { Limits } from '../limits/limits.ts';
import type { Metrics } from '../metrics.ts';

/** Connections of one address that have not said yet for whom they speak. */
const MOST_PENDING = 200;
/** Desktops of one person at a relay. */
const MOST_OF_A_PERSON = 64;
/** Whoever was turned away is told why, and then the line is cut. */
const FAREWELL_MS = 1000;

/** A connection below socket.io, of which it makes one for each WebSocket. */
export interface Line {
  readonly request: IncomingMessage;
  readonly once: (event: 'close', listener: () => void) => unknown;
  readonly close: () => unknown;
}

export interface AdmissionOptions {
  readonly limits: Pick<Limits, 'isShut' | 'refused'>;
  readonly isTrusted: IsTrusted;
  readonly metrics: Pick<Metrics, 'turnedAway'>;
}

/** Who may open a connection, and how many of them; the handshake says for whom. */
export interface Admission {
  readonly mayOpen: (request: IncomingMessage) => Promise<boolean>;
  /** A connection was opened, and is to say for whom. */
  readonly opened: (line: Line) => void;
  /** It says for whom it speaks; whether that is so is being looked up. */
  readonly spoke: (line: Line) => void;
  /** It is turned away. @param isTheirs whether the reason lies with whoever came */
  readonly refused: (line: Line, isTheirs: boolean) => void;
  /** It speaks for this person. @returns whether there is room for another */
  readonly admitted: (line: Line, personId: PersonId) => boolean;
}

export function createAdmission({ limits, isTrusted, metrics }: AdmissionOptions): Admission {
  const pending = new Map<string, number>();
  const people = new Map<string, number>();
  /** What is still to be done for a connection that has not said for whom it speaks. */
  const unsettled = new WeakMap<Line, (isTheirs: boolean) => void>();
  const spoken = new WeakSet<Line>();
  const closed = new WeakSet<Line>();

  return {
    mayOpen: async (request) => {
      const address = clientAddress(request, isTrusted);
      if ((pending.get(address) ?? 0) >= MOST_PENDING) {
        metrics.turnedAway.inc({ what: 'connection' });
        return false;
      }
      return !(await limits.isShut('stranger', address));
    },
    opened: (line) => {
      const { socket } = line.request;
      const address = clientAddress(line.request, isTrusted);
      const release = counted(pending, address);
      unsettled.set(line, (isTheirs) => {
        unsettled.delete(line);
        release();
        if (isTheirs) limits.refused('stranger', address);
      });
      line.once('close', () => {
        closed.add(line);
        // Who has spoken and was not answered in time is judged by what is found all the same.
        if (!spoken.has(line)) unsettled.get(line)?.(true);
        // Whoever does not answer the WebSocket's goodbye would keep the line for half a minute.
        const late = setTimeout(() => socket.destroy(), FAREWELL_MS);
        socket.once('close', () => clearTimeout(late));
      });
    },
    spoke: (line) => void spoken.add(line),
    refused: (line, isTheirs) => {
      unsettled.get(line)?.(isTheirs);
      const farewell = setTimeout(() => line.close(), FAREWELL_MS);
      line.once('close', () => clearTimeout(farewell));
    },
    admitted: (line, personId) => {
      unsettled.get(line)?.(false);
      // Its end would never be counted down.
      if (closed.has(line)) return false;
      if ((people.get(personId) ?? 0) >= MOST_OF_A_PERSON) {
        metrics.turnedAway.inc({ what: 'connection' });
        return false;
      }
      line.once('close', counted(people, personId));
      return true;
    },
  };
}

/** Counts one up. @returns counts it down again, once */
function counted(counts: Map<string, number>, key: string): () => void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    const left = (counts.get(key) ?? 0) - 1;
    if (left > 0) counts.set(key, left);
    else counts.delete(key);
  };
}
