import { digest, matches, randomSecret } from './secrets.ts';

/* Who may come in. The start token, printed where only the person who started the host sees it,
 * is exchanged for a cookie. Browsers send cookies to every port of a name, so the cookie alone
 * opens only the page; the page carries a token of its own, and the socket wants both. */

/** More browsers, or more tabs in one, than a person has: the oldest makes room. */
const MOST_SESSIONS = 16;
const MOST_TABS = 256;
const TICKET_LASTS = 120_000;

interface Session {
  readonly cookie: Buffer;
  readonly tabs: Buffer[];
}

/** A browser that has come in. */
export interface Visitor {
  /** A new token for a page that is being loaded. */
  readonly newTab: () => string;
  /** Whether this is the token of a page that this browser has loaded. */
  readonly hasTab: (token: string) => boolean;
}

export interface Gate {
  /** Opens the gate as often as it is used, as long as the process lives. */
  readonly startToken: string;
  /** A token that opens it once, within two minutes: other accounts can read a command line. */
  readonly ticket: () => string;
  /** The value of a new cookie for a token; null when it is not one. */
  readonly exchange: (token: string) => string | null;
  /** The browser with this cookie; null when there is none. */
  readonly visitor: (cookie: string | undefined) => Visitor | null;
}

/**
 * Makes the gate of one run of the host; another run lets nobody in whom this one let in.
 *
 * @param now a clock in ms
 */
export function createGate(now: () => number): Gate {
  const startToken = randomSecret();
  const start = digest(startToken);
  let tickets: readonly { readonly token: Buffer; readonly until: number }[] = [];
  const sessions: Session[] = [];

  const admits = (token: string): boolean => {
    if (matches(token, start)) return true;
    const ticket = tickets.find((one) => matches(token, one.token));
    tickets = tickets.filter((one) => one !== ticket);
    return ticket !== undefined && ticket.until > now();
  };

  return {
    startToken,
    ticket: () => {
      const token = randomSecret();
      const open = tickets.filter(({ until }) => until > now());
      tickets = [...open, { token: digest(token), until: now() + TICKET_LASTS }];
      return token;
    },
    exchange: (token) => {
      if (!admits(token)) return null;
      const cookie = randomSecret();
      push(sessions, { cookie: digest(cookie), tabs: [] }, MOST_SESSIONS);
      return cookie;
    },
    visitor: (cookie) => {
      if (cookie === undefined) return null;
      const session = sessions.find((one) => matches(cookie, one.cookie));
      return session === undefined ? null : visitorOf(session);
    },
  };
}

function visitorOf({ tabs }: Session): Visitor {
  return {
    newTab: () => {
      const token = randomSecret();
      push(tabs, digest(token), MOST_TABS);
      return token;
    },
    hasTab: (token) => tabs.some((tab) => matches(token, tab)),
  };
}

function push<T>(list: T[], item: T, most: number): void {
  list.push(item);
  if (list.length > most) list.shift();
}
