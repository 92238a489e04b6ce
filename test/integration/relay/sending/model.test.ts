import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type Action, actions } from '../../../support/sending-model/actions.ts';
import { type Audit, type Move, openAudit } from '../../../support/sending-model/audit.ts';
import { run, type RunEnd } from '../../../support/sending-model/model-run.ts';
import { tokenOf } from '../../../support/sending-model/scripted-provider.ts';
import { testStore } from '../../../support/relay-database/test-database.ts';

const RUNS = Number(process.env['CASEMENT_MODEL_RUNS'] ?? 30);

/* The table of docs/decisions/0004-sending.md, written out once more. */
const EVIDENCE = ['accepted', 'ended'];
const ALLOWED_STATES: Readonly<Record<string, readonly string[]>> = {
  queued: ['calling', 'parked', 'cancelled', ...EVIDENCE],
  calling: ['queued', 'in_doubt', 'parked', ...EVIDENCE],
  in_doubt: ['queued', 'parked', 'unconfirmed', ...EVIDENCE],
  unconfirmed: ['cancelled', ...EVIDENCE],
  accepted: ['ended'],
  parked: ['cancelled', ...EVIDENCE],
  cancelled: EVIDENCE,
  ended: [],
};
const ORDER = ['accepted', 'sent', 'delivered', 'read'];
const FINAL = new Set(['failed', 'undelivered']);

/** What is shown after these, in the order in which they were told. */
function shownAfter(told: readonly string[]): string | undefined {
  const final = told.findIndex((status) => FINAL.has(status));
  const arrived = told.findIndex((status) => ORDER.indexOf(status) >= ORDER.indexOf('delivered'));
  if (final !== -1 && (arrived === -1 || final < arrived)) return told[final];
  return ORDER[Math.max(...told.map((status) => ORDER.indexOf(status)))];
}

const ENDS = new Set<string>(['accepted', 'ended', 'unconfirmed', 'parked', 'cancelled']);
const NOT_OUT = new Set<string>(['parked', 'cancelled', 'unconfirmed', 'failed']);
const NEEDS_REASON = new Set<string>([...NOT_OUT, 'undelivered']);

/* Histories that every run has, so that it comes to the places that matter. */
const EXAMPLES: [Action[]][] = [
  [
    [
      { do: 'script', scripts: ['in_doubt', 'in_doubt_after_acceptance'] },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'write', conversation: 1, body: 'ok' },
    ],
  ],
  [
    [
      { do: 'sender', status: 'offline' },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'settle' },
      { do: 'tell', taken: 0, status: 'failed', withToken: false },
    ],
  ],
  // The window closes while a text waits for its next attempt, for one in doubt, for its pace.
  [
    [
      { do: 'script', scripts: ['not_departed', 'in_doubt'] },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'settle' },
      { do: 'write', conversation: 1, body: 'ok' },
      { do: 'write', conversation: 1, body: 'thanks' },
      { do: 'chatty', conversation: 2 },
      { do: 'write', conversation: 2, body: 'ok' },
      { do: 'pass', ms: 86_340_000 },
    ],
  ],
  // And between its release and the call.
  [
    [
      { do: 'pass', ms: 86_278_000 },
      { do: 'still', ms: 1500 },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'settle' },
      { do: 'write', conversation: 1, body: 'ok' },
    ],
  ],
  // A pause that all of the account keep.
  [
    [
      { do: 'script', scripts: ['busy'] },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'settle' },
      { do: 'write', conversation: 1, body: 'ok' },
      { do: 'pass', ms: 700 },
      { do: 'write', conversation: 2, body: 'ok' },
      { do: 'settle' },
    ],
  ],
  // A pace that is kept over a crash.
  [
    [
      { do: 'rate', perSecond: 1 },
      { do: 'crash', place: 'response_read' },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'write', conversation: 1, body: 'ok' },
      { do: 'write', conversation: 2, body: 'ok' },
      { do: 'settle' },
      { do: 'pass', ms: 700 },
      { do: 'pass', ms: 3000 },
      { do: 'write', conversation: 1, body: 'thanks' },
      { do: 'settle' },
    ],
  ],
  // What the provider told before it answered is not lost, and an opt-out there is one here.
  [
    [
      { do: 'script', scripts: ['accepted_and_told_first', 'opted_out'] },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'settle' },
      { do: 'write', conversation: 1, body: 'ok' },
      { do: 'settle' },
      { do: 'template', conversation: 1 },
    ],
  ],
  // One that was lost is looked for late, when a later one of the same text is in the books.
  [
    [
      { do: 'script', scripts: ['in_doubt'] },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'settle' },
      { do: 'script', scripts: ['in_doubt_after_acceptance'] },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'books', open: false, lag: 0 },
      { do: 'pass', ms: 3_600_000 },
      { do: 'pass', ms: 12_900 },
      { do: 'settle' },
      { do: 'books', open: true, lag: 0 },
      // The first one is due to be looked for now, the second a little later.
      { do: 'pass', ms: 12_500 },
      { do: 'settle' },
    ],
  ],
  // Evidence that comes after a person has said that it did not go out.
  [
    [
      { do: 'books', open: false, lag: 0 },
      { do: 'script', scripts: ['in_doubt_after_acceptance'] },
      { do: 'write', conversation: 0, body: 'ok' },
      { do: 'settle' },
      { do: 'pass', ms: 12_000 },
      { do: 'pass', ms: 26_000 },
      { do: 'pass', ms: 26_000 },
      { do: 'settle' },
      { do: 'decide', message: 0, wentOut: false },
      { do: 'tell', taken: 0, status: 'delivered', withToken: true },
      { do: 'tell', taken: 0, status: 'sent', withToken: false },
    ],
  ],
];

function forbidden({ what, before, after, bound }: Move): boolean {
  if (what === 'send') return !ALLOWED_STATES[before]?.includes(after);
  // Once it is bound, a status is the provider's, and only moves forward.
  if (!bound) return false;
  if (FINAL.has(before)) return true;
  if (FINAL.has(after)) return ORDER.indexOf(before) >= ORDER.indexOf('delivered');
  return ORDER.indexOf(after) <= ORDER.indexOf(before);
}

async function sendsOf({ world }: RunEnd) {
  return world.parts.store.inTenant(world.tenantId, (tx) =>
    tx.sql
      .selectFrom('sends as s')
      .innerJoin('messages as m', 'm.id', 's.message_id')
      .select([
        's.message_id',
        's.conversation_id',
        's.place',
        's.state',
        's.token',
        'm.status',
        'm.at',
        'm.problem',
        'm.provider_sid',
      ])
      .where('s.tenant_id', '=', world.tenantId)
      .orderBy('s.place')
      .execute(),
  );
}

/** Holds the end of a run against what the product promises. */
async function holdAgainstPromises(end: RunEnd, audit: Audit): Promise<void> {
  const { provider, messages, violations, lost, told, decided } = end;
  expect(violations).toEqual([]);

  const sends = await sendsOf(end);
  expect(sends.map(({ message_id: id }) => id).toSorted()).toEqual([...messages].toSorted());

  // The provider has each at most once, and was called again only after a proof.
  const tokens = provider.taken.map(({ token }) => token);
  expect(new Set(tokens).size).toBe(tokens.length);
  const last = new Map<string, string>();
  for (const [index, call] of provider.calls.entries()) {
    const before = last.get(tokenOf(call));
    expect([undefined, 'not_departed', 'busy']).toContain(before);
    last.set(tokenOf(call), provider.outcomes[index] ?? '');
  }

  // In each conversation the provider has them in the order in which they were written.
  const byToken = new Map(sends.map((send) => [send.token, send]));
  for (const conversation of new Set(sends.map((send) => send.conversation_id))) {
    const places = tokens
      .map((token) => byToken.get(token))
      .filter((send) => send?.conversation_id === conversation)
      .map((send) => send?.place ?? -1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const written = sends.filter((send) => send.conversation_id === conversation);
    const ats = written.map(({ at }) => at);
    expect(ats).toEqual([...new Set(ats)].toSorted((a, b) => a - b));
  }

  // Each command ended in exactly one state, with a reason where it did not go through.
  const taken = new Set(tokens);
  expect(sends.filter(({ state }) => !ENDS.has(state))).toEqual([]);
  expect(
    sends.filter(({ status, problem }) => NEEDS_REASON.has(status) && problem === null),
  ).toEqual([]);
  const notTaken = sends.filter(({ token }) => !taken.has(token));
  expect(notTaken.filter(({ provider_sid: sid }) => sid !== null)).toEqual([]);
  expect(
    notTaken.filter(
      ({ status, message_id: id }) =>
        !NOT_OUT.has(status) && !(status === 'accepted' && decided.has(id)),
    ),
  ).toEqual([]);
  const unconfirmed = sends.filter(({ state }) => state === 'unconfirmed').length;
  expect(unconfirmed).toBeLessThanOrEqual(lost);

  // Late evidence overrides whatever was decided, and shows what was told.
  for (const message of provider.taken) await end.tell(message, 'sent', true);
  const bySid = new Map((await sendsOf(end)).map((send) => [send.provider_sid, send]));
  for (const { providerSid, token } of provider.taken) {
    const heard = told.get(providerSid) ?? [];
    expect(bySid.get(providerSid)?.token).toBe(token);
    expect(bySid.get(providerSid)?.status).toBe(shownAfter(heard));
  }
  const moves = await audit.take();
  expect(moves.filter(forbidden)).toEqual([]);
  // What may not leave is not released in the first place, unless time has passed since.
  const tooLate = moves.filter(({ before, after }) => before === 'calling' && after === 'parked');
  expect(end.wasTight ? [] : tooLate).toEqual([]);
}

test('whatever happens, what is sent is sent once, in order, inside its window', async () => {
  const store = await testStore();
  const audit = await openAudit(store.url, onTestFinished);
  const seen = { taken: 0, unconfirmed: 0, parked: 0, messages: 0 };
  await fc.assert(
    fc.asyncProperty(actions, async (happening) => {
      await audit.clear();
      const end = await run(store, happening);
      try {
        for (const { state } of await sendsOf(end)) {
          if (state === 'unconfirmed') seen.unconfirmed += 1;
          if (state === 'parked') seen.parked += 1;
          seen.messages += 1;
        }
        seen.taken += end.provider.taken.length;
        await holdAgainstPromises(end, audit);
      } finally {
        await end.stop();
      }
    }),
    { numRuns: RUNS, endOnFailure: true, examples: EXAMPLES },
  );
  // The runs came to the places that matter.
  expect(Math.min(seen.taken, seen.unconfirmed, seen.parked)).toBeGreaterThan(0);
}, 300_000);
