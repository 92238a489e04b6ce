import { describe, expect, it } from 'vitest';
import type { CoreConversation, Facts } from '../../support/soak/oracle/facts.ts';
import { judge } from '../../support/soak/oracle/judge.ts';
import { pendingWork, readProviderLog } from '../../support/soak/oracle/provider-log.ts';
import { goesBack } from '../../support/soak/oracle/statuses.ts';
import {
  fileOf,
  orderOf,
  TRUE_LINES,
  TRUE_STORY,
  withCore,
  withLines,
  withRelay,
  withSend,
} from '../../support/soak/oracle/true-story.ts';

const { relay, audit } = TRUE_STORY;
const [send] = relay.sends;
const [inbound] = relay.inbound;
const [conversation] = relay.conversations;
const [core] = TRUE_STORY.cores;

/** The same things, each with something changed. */
function each<T extends object>(things: readonly T[] | undefined, change: Partial<T>): T[] {
  return Array.from(things ?? [], (thing) => ({ ...thing, ...change }));
}

function fault(detail: string): object {
  return { n: 9, at: 0, type: 'fault', kind: 'error-before', detail };
}

/** The story with its one conversation shown otherwise. */
function withShown(change: Partial<CoreConversation>): Facts {
  return withCore({ conversations: each(core?.conversations, change) });
}

function renumbered(n: number, line: object | undefined, change: object = {}): object {
  return { ...line, n, ...change };
}

const accepted = TRUE_LINES[3];
const acceptedMessage =
  accepted !== undefined && 'message' in accepted && typeof accepted.message === 'object'
    ? accepted.message
    : null;
/** The same text goes out once more, as another send. */
const again = (change: object): Facts =>
  withLines((lines) => [
    ...lines,
    renumbered(9, accepted, { message: { ...acceptedMessage, sid: 'SMtwo', ...change } }),
  ]);

const otherToken = 'http://relay/status?send=6f4dd92c-1f3c-4d0f-9c39-000000000002';
const twoSends = (first: object, second: object): Facts['relay']['sends'] =>
  send === undefined
    ? []
    : [
        { ...send, ...first },
        { ...send, id: 'm-two', sid: 'SMtwo', body: 'out #2', ...second },
      ];

/** What is wrong, and under which rule the oracle must say so. */
const LIES: readonly (readonly [what: string, rule: string, facts: Facts])[] = [
  ['the provider has one send twice', 'sent twice', again({})],
  [
    'the same text went out under another token',
    'sent twice',
    again({ statusCallback: otherToken }),
  ],
  ['a message that was promised is nowhere', 'promise vanished', withoutMessage()],
  [
    'a message that was promised waits at the core for ever',
    'promise vanished',
    onlyAtCore('queued'),
  ],
  ['a message has become another', 'promise changed', withSend({ body: 'out #7' })],
  [
    'a message went out that was refused',
    'unasked',
    { ...TRUE_STORY, journal: [orderOf({ answer: 'window_closed' })] },
  ],
  ['the provider has something that the relay does not know', 'unasked', withRelay({ sends: [] })],
  [
    'a message is at the relay twice',
    'doubled',
    withRelay({ sends: twoSends({}, { body: 'out #1' }) }),
  ],
  ['a send is left in doubt', 'not settled', withSend({ state: 'in_doubt', status: 'sending' })],
  ['state and status contradict each other', 'not settled', withSend({ state: 'parked' })],
  [
    'the provider told of a message that stays unconfirmed',
    'evidence ignored',
    withSend({ sid: null, state: 'unconfirmed', status: 'unconfirmed' }),
  ],
  ['a message is bound to another one', 'wrong SID', withSend({ sid: 'SMother' })],
  [
    'a message is shown as delivered that the provider never delivered',
    'ahead of the provider',
    withLines((lines) => lines.slice(0, 6)),
  ],
  [
    'a status that was told is lost',
    'status lost',
    withSend({ status: 'sent', state: 'accepted' }),
  ],
  [
    'a message failed that nobody refused',
    'failed by nobody',
    withSend({ sid: null, state: 'ended', status: 'failed' }),
  ],
  [
    'a message is unconfirmed that was never in flight',
    'too much unconfirmed',
    withSend({ sid: null, state: 'unconfirmed', status: 'unconfirmed' }),
  ],
  [
    'two messages of a conversation changed places',
    'out of turn',
    {
      ...again({ statusCallback: otherToken, body: 'out #2' }),
      relay: {
        ...relay,
        sends: twoSends({ place: 2 }, { place: 1, token: otherToken.slice(-36) }),
      },
    },
  ],
  ["a customer's message is missing", 'received and lost', withRelay({ inbound: [] })],
  [
    'a message is missing that no webhook told of',
    'received and lost',
    { ...withRelay({ inbound: [] }), log: untold() },
  ],
  [
    'a status is missing that no webhook told of',
    'status lost',
    { ...withSend({ status: 'sent', state: 'accepted' }), log: untold() },
  ],
  [
    "a customer's message is there twice",
    'received twice',
    withRelay({ inbound: inbound === undefined ? [] : [inbound, { ...inbound, id: 'm-in-2' }] }),
  ],
  [
    "a customer's message has another text",
    'received wrongly',
    withRelay({ inbound: inbound === undefined ? [] : [{ ...inbound, body: 'in #1' }] }),
  ],
  [
    'a message is there that no customer wrote',
    'received from nobody',
    withRelay({
      inbound: inbound === undefined ? [] : [inbound, { ...inbound, id: 'x', sid: 'SMx' }],
    }),
  ],
  [
    'a webhook was answered before its message was stored',
    'answered too early',
    { ...TRUE_STORY, answered: [{ sids: ['SMin'], stored: new Set() }] },
  ],
  ['a core does not show what came in', 'shown wrongly', withCore({ messages: outboundAlone() })],
  [
    'a core shows what came in twice',
    'shown wrongly',
    withCore({ messages: [...(core?.messages ?? []), ...(core?.messages.slice(0, 1) ?? [])] }),
  ],
  [
    'a window begins too late',
    'wrong window',
    withRelay({
      conversations:
        conversation === undefined
          ? []
          : [{ ...conversation, lastInboundAt: (conversation.lastInboundAt ?? 0) + 1 }],
    }),
  ],
  [
    'nobody has read it, and it is not unread',
    'unread',
    { ...TRUE_STORY, journal: TRUE_STORY.journal.filter(({ kind }) => kind === 'draft') },
  ],
  [
    'more is unread than came in',
    'unread',
    withRelay({
      conversations: conversation === undefined ? [] : [{ ...conversation, unread: 2 }],
    }),
  ],
  [
    'a status went back in the database',
    'went back',
    {
      ...TRUE_STORY,
      audit: { ...audit, moves: [{ id: 'm-out', before: 'read', after: 'delivered' }] },
    },
  ],
  [
    "a status went back before a person's eyes",
    'went back',
    {
      ...TRUE_STORY,
      sights: [
        { core: 0, id: 'm-out', status: 'delivered' },
        { core: 0, id: 'm-out', status: 'sending' },
      ],
    },
  ],
  ['a number is left out', 'gap', { ...TRUE_STORY, audit: { ...audit, numbers: [4, 6] } }],
  ['a number is given twice', 'gap', { ...TRUE_STORY, audit: { ...audit, numbers: [4, 5, 5, 6] } }],
  ['a number is beyond the last', 'gap', withRelay({ head: 5 })],
  [
    'a text went out long after the customer wrote',
    'outside the window',
    again({ statusCallback: otherToken, dateCreated: Date.UTC(2026, 10, 23, 11, 59) }),
  ],
  [
    'the platform itself found the window closed',
    'outside the window',
    withLines((lines) => [
      ...lines,
      { n: 9, at: 0, type: 'status', sid: 'SMout', status: 'failed', errorCode: 63_016 },
    ]),
  ],
  ['a core has something left to hand over', 'left waiting', withCore({ waiting: 1 })],
  ['a core does not show a message', 'not shown', withCore({ messages: inboundAlone() })],
  [
    'a core shows another status',
    'shown otherwise',
    withCore({ messages: each(core?.messages, { status: 'sent' }) }),
  ],
  ['a core counts otherwise', 'shown otherwise', withShown({ unread: 1 })],
  [
    'the list tells of an older message',
    'wrong summary',
    withRelay({ conversations: each(relay.conversations, { lastMessageId: 'm-in' }) }),
  ],
  ['a core shows it with another person', 'shown otherwise', withShown({ assigneeId: null })],
  ['a core shows it as open', 'shown otherwise', withShown({ status: 'open' })],
  [
    'a conversation is with nobody, and was given to someone last',
    'order lost',
    withRelay({ conversations: each(relay.conversations, { assigneeId: null }) }),
  ],
  [
    'a conversation is resolved, and nobody did that last',
    'order lost',
    {
      ...TRUE_STORY,
      journal: [
        ...TRUE_STORY.journal,
        orderOf({ n: 6, kind: 'reopen', messageId: null, text: null }),
      ],
    },
  ],
  [
    'a conversation is open that was resolved, and nobody wrote',
    'order lost',
    {
      ...withRelay({ conversations: each(relay.conversations, { status: 'open' }) }),
      journal: TRUE_STORY.journal.filter(({ kind }) => kind !== 'send'),
    },
  ],
  ['a draft is gone', 'draft lost', withShown({ draft: null })],
  ['an older draft is there', 'draft lost', withShown({ draft: 'draft #1' })],
];

/** No webhook came through. */
function untold(): Facts['log'] {
  return readProviderLog(fileOf(TRUE_LINES.filter((line) => !('answer' in line))));
}

function inboundAlone() {
  return (core?.messages ?? []).filter(({ direction }) => direction === 'inbound');
}

function outboundAlone() {
  return (core?.messages ?? []).filter(({ direction }) => direction === 'outbound');
}

/** Neither provider nor relay nor core has the message. */
function withoutMessage(): Facts {
  return {
    ...withCore({ messages: inboundAlone() }),
    log: readProviderLog(fileOf(TRUE_LINES.slice(0, 3))),
    relay: { ...relay, sends: [] },
  };
}

function onlyAtCore(status: string, problem: string | null = null): Facts {
  const messages = [...inboundAlone(), ...each(outboundAlone(), { status, problem })];
  return { ...withoutMessage(), cores: withCore({ messages }).cores };
}

describe('the oracle', () => {
  it('finds nothing where everything went well', () => {
    expect(judge(TRUE_STORY)).toEqual([]);
  });

  it.each(LIES)('sees it when %s', (_what, rule, facts) => {
    expect(judge(facts).map((violation) => violation.rule)).toContain(rule);
  });
});

describe('what the oracle forgives', () => {
  it('an unconfirmed message that was in flight at a kill', () => {
    const facts = withSend({ sid: null, state: 'unconfirmed', status: 'unconfirmed' });
    const log = readProviderLog(fileOf(TRUE_LINES.slice(0, 3)));
    const rules = judge({ ...facts, log, inFlight: new Set(['m-out']) }).map(({ rule }) => rule);
    expect(rules).not.toContain('too much unconfirmed');
  });

  it('as many unconfirmed messages as met a fault that leaves doubt, and no more', () => {
    const facts = withSend({ sid: null, state: 'unconfirmed', status: 'unconfirmed' });
    const rulesAfter = (detail: string): string[] => {
      const log = readProviderLog(fileOf([...TRUE_LINES.slice(0, 3), fault(detail)]));
      return judge({ ...facts, log }).map(({ rule }) => rule);
    };
    const rule = 'too much unconfirmed';
    expect(rulesAfter('POST /2010-04-01/Accounts/AC1/Messages.json')).not.toContain(rule);
    expect(rulesAfter('GET /2010-04-01/Accounts/AC1/Messages.json')).toContain(rule);
  });

  it('a message that the core held back itself, with its reason', () => {
    const told = judge(onlyAtCore('parked', 'window_closed')).map(({ rule }) => rule);
    expect(told).not.toContain('promise vanished');
    const withoutReason = judge(onlyAtCore('parked')).map(({ rule }) => rule);
    expect(withoutReason).toContain('promise vanished');
  });

  it('either draft where the core was killed before it answered', () => {
    const journal = [
      ...TRUE_STORY.journal.slice(0, 2),
      orderOf({ n: 2, kind: 'draft', messageId: null, text: 'draft #2', answer: 'lost' }),
    ];
    const rules = (draft: string | null): string[] =>
      judge({ ...withShown({ draft }), journal }).map(({ rule }) => rule);
    expect(rules('draft #2')).not.toContain('draft lost');
    expect(rules(null)).not.toContain('draft lost');
    expect(rules('draft #1')).toContain('draft lost');
  });
});

describe('the order of statuses', () => {
  it.each([
    ['sent', 'accepted', true],
    ['read', 'delivered', true],
    ['failed', 'delivered', true],
    ['delivered', 'undelivered', true],
    ['sent', 'queued', true],
    ['sent', 'failed', false],
    ['sending', 'queued', false],
    ['unconfirmed', 'delivered', false],
    ['cancelled', 'sent', false],
    ['accepted', 'read', false],
  ])('%s, then %s', (before, after, isBack) => {
    expect(goesBack(before, after)).toBe(isBack);
  });
});

describe("the provider's log", () => {
  it('counts the work that was put down and not done', () => {
    const lines = [
      { type: 'scheduled', id: 1, dueAt: 0, job: {} },
      { type: 'scheduled', id: 2, dueAt: 0, job: {} },
      { type: 'done', id: 1 },
    ];
    expect(pendingWork(fileOf(lines))).toBe(1);
  });

  it('leaves out a last line that a kill cut off', () => {
    const text = `${fileOf(TRUE_LINES)}{"n":9,"at":1,"type":"acc`;
    expect(readProviderLog(text).accepted).toHaveLength(1);
  });
});
