import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type Sight, type Step, windowMachine } from '../../support/window-machine.ts';

/* Law 3 on this side: whatever is typed, queued, slept, set, lost and told, no freeform message
 * waits to go out later than its window lets it, and what outlives it is parked, with its text. */

const minutes = fc.oneof(
  fc.integer({ min: 1, max: 120 }),
  fc.integer({ min: 18 * 60, max: 26 * 60 }),
);
const timed = (...names: readonly ('wait' | 'sleep' | 'setClock' | 'news')[]) =>
  fc.record({ do: fc.constantFrom(...names), minutes });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>({ do: 'send' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('type' as const), text: fc.string() }) },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'goOffline' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('goOnline' as const),
      minutes: fc.oneof(fc.constant(0), minutes),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'makeBusy' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'makeFree' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'restart' }) },
  { weight: 4, arbitrary: timed('wait', 'sleep', 'news') },
  { weight: 1, arbitrary: timed('setClock') },
);

/** Stories that a draw may leave out. */
const STORIES: readonly (readonly Step[])[] = [
  [{ do: 'type', text: 'Yes' }, { do: 'send' }, { do: 'send' }],
  [{ do: 'goOffline' }, { do: 'send' }],
  // On its way when the time moves.
  [{ do: 'makeBusy' }, { do: 'wait', minutes: 1290 }, { do: 'send' }, { do: 'wait', minutes: 88 }],
  // The machine sleeps without a connection.
  [{ do: 'goOffline' }, { do: 'send' }, { do: 'sleep', minutes: 1440 }, { do: 'send' }],
  [{ do: 'goOffline' }, { do: 'send' }, { do: 'restart' }, { do: 'wait', minutes: 1440 }],
  // Only the relay knows how late it is.
  [{ do: 'goOffline' }, { do: 'send' }, { do: 'goOnline', minutes: 1440 }],
  // What opened the window was older than it seemed, while a reply waits for the one before it.
  [
    { do: 'makeBusy' },
    { do: 'send' },
    { do: 'send' },
    { do: 'news', minutes: 1430 },
    { do: 'wait', minutes: 20 },
    { do: 'makeFree' },
  ],
];

/** What must hold soon after whatever happened, without any more of it happening. */
function judge({ now, closesAt, outbound, given, ...sight }: Sight): void {
  const waits = outbound.filter(({ id, status }) => status === 'queued' && !given.has(id));
  const tooLong = waits.filter(
    ({ validUntil }) => validUntil === null || validUntil > closesAt || validUntil <= now,
  );
  expect(tooLong).toStrictEqual([]);
  expect(sight.givenLate).toStrictEqual([]);
  // Nothing that was taken on is gone: it waits, was given, or is parked, each with its text.
  expect(new Map(outbound.map(({ id, body }) => [id, body]))).toStrictEqual(sight.written);
  const parked = outbound.filter(({ status }) => status !== 'queued');
  expect(new Set(parked.map(({ status, problem }) => `${status} ${problem?.code}`))).toStrictEqual(
    new Set(parked.length === 0 ? [] : ['parked window_closed']),
  );
  expect(sight.draft).toBe(sight.typed);
  // It may doubt its clock and show a window as closed too early, never too late.
  expect(sight.closed).toBeGreaterThanOrEqual(closesAt <= now ? 1 : 0);
}

it(
  'no reply waits beyond its window, and what outlives it is parked with its text',
  { timeout: 120_000 },
  async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12, size: 'max' }), async (steps) => {
        const machine = await windowMachine();
        try {
          for (const next of steps) {
            await machine.step(next);
            await vi.waitFor(async () => judge(await machine.look()), {
              interval: 10,
              timeout: 10_000,
            });
          }
          const { outbound, given } = await machine.look();
          for (const { id, status } of outbound) {
            seen.add(given.has(id) ? `${status}, given` : `${status}, here alone`);
          }
        } finally {
          await machine.close();
        }
      }),
      { numRuns: 20, examples: STORIES.map((story) => [story]) },
    );
    // It was not a quiet run.
    expect([...seen]).toEqual(
      expect.arrayContaining(['queued, given', 'parked, here alone', 'queued, here alone']),
    );
  },
);
