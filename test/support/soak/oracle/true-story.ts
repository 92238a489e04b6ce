import type { Order } from '../journal.ts';
import type { CoreFacts, Facts } from './facts.ts';
import { readProviderLog } from './provider-log.ts';

/* A small run in which everything went well, for tests that change one thing in it. */

const CUSTOMER = 'whatsapp:+447700900101';
const SENDER = 'whatsapp:+13125550142';
const TOKEN = '6f4dd92c-1f3c-4d0f-9c39-000000000001';
const NOON = Date.UTC(2026, 10, 22, 12);

function line(n: number, rest: object): object {
  return { n, at: NOON + n, account: 'AC1', ...rest };
}

function message(sid: string, outbound: boolean, body: string, token: string | null): object {
  return {
    sid,
    from: outbound ? SENDER : CUSTOMER,
    to: outbound ? CUSTOMER : SENDER,
    body,
    dateCreated: NOON,
    statusCallback: token === null ? null : `http://relay/status?send=${token}`,
    contentSid: null,
  };
}

function told(n: number, sid: string, kind: string, status: string): object {
  return line(n, { type: 'webhook', sid, kind, url: 'http://relay', status, answer: 204 });
}

/** The lines of the provider's log: a customer writes, and is answered, and reads it. */
export const TRUE_LINES: readonly object[] = [
  line(1, { type: 'started', seed: 1 }),
  line(2, { type: 'inbound', message: message('SMin', false, 'in #1 hello', null) }),
  told(3, 'SMin', 'inbound', 'received'),
  line(4, { type: 'accepted', message: message('SMout', true, 'out #1', TOKEN) }),
  line(5, { type: 'status', sid: 'SMout', status: 'sent', errorCode: null }),
  told(6, 'SMout', 'status', 'sent'),
  line(7, { type: 'status', sid: 'SMout', status: 'read', errorCode: null }),
  told(8, 'SMout', 'status', 'read'),
];

/** The text of a log's file. */
export function fileOf(lines: readonly object[]): string {
  return lines.map((each) => `${JSON.stringify(each)}\n`).join('');
}

const core: CoreFacts = {
  core: 0,
  waiting: 0,
  messages: [
    {
      id: 'm-in',
      conversationId: 'c1',
      direction: 'inbound',
      body: 'in #1 hello',
      status: 'received',
      problem: null,
    },
    {
      id: 'm-out',
      conversationId: 'c1',
      direction: 'outbound',
      body: 'out #1',
      status: 'read',
      problem: null,
    },
  ],
  conversations: [
    {
      id: 'c1',
      unread: 0,
      status: 'resolved',
      assigneeId: 'p1',
      draft: 'draft #2',
      lastMessageId: 'm-out',
      lastMessageStatus: 'read',
    },
  ],
};

/** An order of core 0 in the one conversation. */
export function orderOf(order: Partial<Order>): Order {
  return {
    n: 0,
    at: NOON,
    core: 0,
    kind: 'send',
    conversationId: 'c1',
    messageId: 'm-out',
    text: 'out #1',
    answer: 'ok',
    ...order,
  };
}

/** All of it as it should be. */
export const TRUE_STORY: Facts = {
  log: readProviderLog(fileOf(TRUE_LINES)),
  journal: [
    orderOf({ n: 0, kind: 'draft', messageId: null, text: 'draft #1' }),
    orderOf({ n: 1 }),
    orderOf({ n: 2, kind: 'draft', messageId: null, text: 'draft #2' }),
    orderOf({ n: 3, kind: 'unassign', messageId: null, text: null }),
    orderOf({ n: 4, kind: 'assign', messageId: null, text: null }),
    orderOf({ n: 5, kind: 'resolve', messageId: null, text: null }),
  ],
  relay: {
    sends: [
      {
        id: 'm-out',
        conversationId: 'c1',
        body: 'out #1',
        status: 'read',
        problem: null,
        sid: 'SMout',
        state: 'ended',
        token: TOKEN,
        place: 1,
        at: NOON + 4,
      },
    ],
    inbound: [{ id: 'm-in', conversationId: 'c1', sid: 'SMin', body: 'in #1 hello', at: NOON + 2 }],
    conversations: [
      {
        id: 'c1',
        address: '+447700900101',
        channel: 'whatsapp',
        unread: 0,
        status: 'resolved',
        assigneeId: 'p1',
        lastInboundAt: NOON + 2,
        lastMessageId: 'm-out',
        lastMessageStatus: 'read',
      },
    ],
    head: 6,
  },
  cores: [core],
  audit: {
    moves: [
      { id: 'm-out', before: 'queued', after: 'sending' },
      { id: 'm-out', before: 'sending', after: 'sent' },
      { id: 'm-out', before: 'sent', after: 'read' },
    ],
    numbers: [4, 6, 5],
    base: 3,
  },
  sights: [
    { core: 0, id: 'm-out', status: 'queued' },
    { core: 0, id: 'm-out', status: 'read' },
  ],
  inFlight: new Set(),
  answered: [{ sids: ['SMin'], stored: new Set(['SMin']) }],
};

/** The story with another log. */
export function withLines(change: (lines: readonly object[]) => readonly object[]): Facts {
  return { ...TRUE_STORY, log: readProviderLog(fileOf(change(TRUE_LINES))) };
}

/** The story with something else at the relay. */
export function withRelay(change: Partial<Facts['relay']>): Facts {
  return { ...TRUE_STORY, relay: { ...TRUE_STORY.relay, ...change } };
}

/** The story with its one outbound message otherwise at the relay. */
export function withSend(change: Partial<Facts['relay']['sends'][number]>): Facts {
  return withRelay({ sends: TRUE_STORY.relay.sends.map((send) => ({ ...send, ...change })) });
}

/** The story with its core showing something else. */
export function withCore(change: Partial<CoreFacts>): Facts {
  return { ...TRUE_STORY, cores: [{ ...core, ...change }] };
}
