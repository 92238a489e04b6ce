import type { PersonId, TenantId } from '../../../shared/contract/ids.ts';
import { type PresenceNews, TYPING_LASTS_MS } from '../../../shared/contract/relay.ts';
import type { Identity } from '../../services/people/find-person.ts';
import { type Board, createBoard, type Place } from './board.ts';
import { createNeighbours } from './neighbours.ts';
import type { PresenceNotice } from './notice.ts';
import { createPace } from './pace.ts';

/** Each person of one telling is told apart what concerns the others: so it must not be many. */
const MOST_AT_ONCE = 16;

/** A connection of a person's desktop to this relay. */
export interface Connection extends Identity {
  readonly connection: string;
  /** The network address that it comes from. */
  readonly from?: string | null;
  /** The session that it stands for. */
  readonly sessionId?: string;
}

/** Where the people of each tenant are, kept in memory alone. */
export interface Presence {
  readonly connected: (who: Connection) => void;
  /** Replaces what this connection said; typing that is not said again ends by itself. */
  readonly report: (who: Connection, places: readonly Place[]) => void;
  readonly disconnected: (who: Connection) => void;
  /** Everyone of the person's tenant but the person. */
  readonly whole: (who: Identity) => PresenceNews;
  /** Another relay has told this. */
  readonly heard: (notice: PresenceNotice, from: string) => void;
  /** Notices may have been missed, or none heard yet. */
  readonly lookAgain: () => void;
  readonly close: () => void;
}

export interface PresenceOptions {
  /** Is to tell the desktops of a tenant, each person what concerns others. */
  readonly tell: (
    tenantId: TenantId,
    changed: readonly PersonId[],
    news: (but: PersonId | null) => PresenceNews,
  ) => void;
  /** Is to tell the other relays; may be lost. */
  readonly notify: (notice: PresenceNotice) => void;
}

/**
 * Presence of this relay and its neighbours. Nothing is looked up: a conversation that is named
 * here is told to the person's own tenant alone, whether it exists or not.
 */
export function createPresence({ tell, notify }: PresenceOptions): Presence {
  const board = createBoard();
  const typing = new Map<string, NodeJS.Timeout>();
  const neighbours = createNeighbours({
    board,
    notify,
    changed: (tenantId, personId) => pace.note(tenantId, personId),
  });
  const pace = createPace((tenantId, people) => {
    neighbours.tell(tenantId, people);
    const changed = [...people];
    for (let at = 0; at < changed.length; at += MOST_AT_ONCE) {
      const some = changed.slice(at, at + MOST_AT_ONCE);
      tell(tenantId, some, (but) => newsOf(board, tenantId, but, some));
    }
  });

  const put = ({ tenantId, personId, connection }: Connection, places: readonly Place[] | null) => {
    if (board.put(tenantId, personId, connection, { relay: null, places })) {
      pace.note(tenantId, personId);
    }
  };
  const endTyping = (connection: string): void => {
    clearTimeout(typing.get(connection));
    typing.delete(connection);
  };

  return {
    connected: (who) => put(who, []),
    report: (who, places) => {
      endTyping(who.connection);
      put(who, places);
      if (!places.some((place) => place.typing)) return;
      const still = places.map(({ conversationId }) => ({ conversationId, typing: false }));
      typing.set(
        who.connection,
        setTimeout(() => {
          typing.delete(who.connection);
          put(who, still);
        }, TYPING_LASTS_MS),
      );
    },
    disconnected: (who) => {
      endTyping(who.connection);
      put(who, null);
    },
    whole: ({ tenantId, personId }) => newsOf(board, tenantId, personId, null),
    heard: neighbours.heard,
    lookAgain: neighbours.lookAgain,
    close: () => {
      for (const timer of typing.values()) clearTimeout(timer);
      pace.close();
      neighbours.close();
    },
  };
}

/** @param changed null: everyone */
function newsOf(
  board: Board,
  tenantId: TenantId,
  but: PersonId | null,
  changed: readonly PersonId[] | null,
): PresenceNews {
  const people = [...(changed ?? board.peopleOf(tenantId))].filter((person) => person !== but);
  const found = people.map((personId) => ({
    personId,
    places: board.placesOf(tenantId, personId, 'everywhere'),
  }));
  return {
    whole: changed === null,
    present: found.flatMap(({ personId, places }): PresenceNews['present'] =>
      places?.length === 0
        ? [{ personId, conversationId: null, typing: false }]
        : (places ?? []).map(({ conversationId, typing }) => ({
            personId,
            conversationId,
            typing,
          })),
    ),
    gone: found.filter(({ places }) => places === null).map(({ personId }) => personId),
  };
}
