import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
import {
  type Presence,
  type PresenceNews,
  TYPING_LASTS_MS,
} from '../../../shared/contract/relay.ts';
import type { Clock } from '../../clock.ts';
import { type Log, detailOf } from '../../log.ts';
import type { Workspace } from '../session/workspace.ts';
import { type Places, createWindowPlaces } from './places.ts';

/** The relay is told at most so often, ms. */
const GAP = 250;
/** Typing that goes on is said again, well before the relay lets it end, ms. */
const RENEWAL = TYPING_LASTS_MS / 2;

/** Where this person is, for colleagues, and where they are. Nothing of it is stored. */
export interface PresenceService {
  /** @param page the connection that the window speaks through; null: it is not known */
  readonly report: (report: BridgeParsed<'presence.report'>, page: object | null) => void;
  readonly list: () => BridgeOutput<'presence.list'>;
  /** The windows of this page are closed. */
  readonly pageGone: (page: object) => void;
  /** A connection to the relay stands: it knows nothing of this desktop yet. */
  readonly connected: () => void;
  readonly heard: (news: PresenceNews) => void;
  /** Nobody is known to be anywhere. */
  readonly lost: () => void;
  readonly close: () => void;
}

/** @param told is called with where colleagues are, whenever that changes */
export function createPresenceService(
  current: () => Workspace | null,
  clock: Clock,
  log: Log,
  told: (present: BridgeOutput<'presence.list'>) => void,
): PresenceService {
  const windows = createWindowPlaces();
  const colleagues = new Map<PersonId, readonly Presence[]>();
  let said: string | null = null;
  let saidAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;

  const list = (): BridgeOutput<'presence.list'> => ({ present: [...colleagues.values()].flat() });

  /** Says it after so many ms, or earlier where that is planned already. */
  function sayIn(delay: number): void {
    const now = clock.monotonic();
    const at = Math.max(now + delay, saidAt + GAP);
    if (timer !== undefined && due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      timer = undefined;
      void say();
    }, at - now);
  }

  async function say(): Promise<void> {
    const client = current()?.client;
    if (client?.isOnline() !== true) return;
    const now = clock.monotonic();
    const places: Places = windows.places(now);
    const types = places.some(({ typing }) => typing);
    const text = JSON.stringify(places);
    if (types) sayIn(RENEWAL);
    if (text === said && !types) return;
    said = text;
    saidAt = now;
    try {
      await client.ask('presence', { places });
    } catch (error) {
      log({ level: 'info', event: 'presence.not_told', detail: detailOf(error) });
      if (said !== text || !client.isOnline()) return;
      said = null;
      sayIn(RENEWAL);
    }
  }

  return {
    report: (report, page) => {
      windows.report(report, page, clock.monotonic());
      sayIn(0);
    },
    list,
    pageGone: (page) => {
      windows.pageGone(page);
      sayIn(0);
    },
    connected: () => {
      said = '[]';
      sayIn(0);
    },
    heard: ({ whole, present, gone }) => {
      if (whole) colleagues.clear();
      for (const id of gone) colleagues.delete(id);
      const me = current()?.session().person.id;
      for (const [id, theirs] of Map.groupBy(present, ({ personId }) => personId)) {
        if (id !== me) colleagues.set(id, theirs);
      }
      told(list());
    },
    lost: () => {
      said = null;
      if (colleagues.size === 0) return;
      colleagues.clear();
      told(list());
    },
    close: () => {
      clearTimeout(timer);
    },
  };
}
