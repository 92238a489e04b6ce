import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Change } from '../../../../shared/contract/records.ts';
import type { Cache } from '../../../../main/cache/cache.ts';
import { openCache } from '../../../../main/cache/open.ts';
import { systemClock } from '../../../../main/clock.ts';
import { type Loader, createLoader } from '../../../../main/sync/loader.ts';
import {
  SOME_TIME,
  aContact,
  aConversation,
  aMessage,
  aSender,
  changeOf,
} from '../../../support/sample-records.ts';
import { pullFrom, snapshotFrom } from '../../../support/scripted-log.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { NO_TOPICS, anIdentity } from '../../../support/test-cache.ts';

/* Law 8 on this side: whatever comes in whatever portions, again, late, or is cut off by the end
 * of the process, the cache ends with exactly what the relay has. */

const EPOCH = '0199c1de-0000-7000-8000-000000000001';
const sender = aSender();
const contact = aContact();
const conversation = aConversation(contact, sender);
const MESSAGES = Array.from({ length: 30 }, (_, index) =>
  aMessage(conversation.id, { at: SOME_TIME + (index % 40), body: `line ${String(index)}` }),
);

/** One thing that the relay did: a message written, changed or removed. */
const event = fc.record({
  which: fc.nat(MESSAGES.length - 1),
  removed: fc.boolean(),
  word: fc.nat(9),
});
type Step =
  | {
      readonly kind: 'happens';
      readonly events: readonly { which: number; removed: boolean; word: number }[];
    }
  | { readonly kind: 'pull'; readonly limit: number; readonly crash: boolean }
  | { readonly kind: 'late'; readonly page: number }
  | { readonly kind: 'reopen' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('happens' as const),
    events: fc.array(event, { minLength: 20, maxLength: 120 }),
  }),
  fc.record({
    kind: fc.constant('pull' as const),
    limit: fc.integer({ min: 20, max: 150 }),
    crash: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('late' as const), page: fc.nat(3) }),
  fc.record({ kind: fc.constant('reopen' as const) }),
);

function newest(log: readonly Change[]): Map<string, string | null> {
  const state = new Map<string, string | null>();
  for (const { id, entity, record } of log) {
    if (entity === 'message') state.set(id, record === null ? null : record.body);
  }
  return state;
}

it('ends with what the relay has, over any portions, repetitions and crashes', async () => {
  const folder = await temporaryFolder();
  let crashes = 0;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
      run += 1;
      const options = {
        folder: `${folder}/${String(run)}`,
        identity: anIdentity(),
        key: randomBytes(32),
      };
      const open = (): Cache => openCache({ ...options, clock: systemClock, log: () => undefined });
      const log: Change[] = [
        changeOf.sender(sender, 1),
        changeOf.contact(contact, 2),
        changeOf.conversation(conversation, 3),
      ];
      const pages: Change[][] = [];
      let cache = open();
      let loader: Loader = createLoader(cache, NO_TOPICS);
      const reopen = (): void => {
        loader.stop();
        cache.close();
        cache = open();
        loader = createLoader(cache, NO_TOPICS);
      };
      const pull = async (limit: number, crash: boolean): Promise<boolean> => {
        const state = loader.state();
        if (state === null) throw new Error('no cursor');
        const page = pullFrom(log, { cursor: state.cursor, limit });
        pages.push(page.changes);
        const writing = loader.changes(page);
        if (!crash) return (await writing, page.more);
        // The first portion is written by now; sometimes one more.
        if (limit % 2 === 0) await nextTurn();
        loader.stop();
        await writing;
        crashes += 1;
        reopen();
        return true;
      };
      await loader.startAnew(
        { epoch: EPOCH, number: 3 },
        snapshotFrom(log, { before: null, limit: 50, messagesEach: 20 }),
      );
      for (const one of steps) {
        if (one.kind === 'reopen') reopen();
        else if (one.kind === 'pull') await pull(one.limit, one.crash);
        else if (one.kind === 'late')
          await loader.historyPage({ changes: pages[one.page] ?? [], next: null });
        else {
          for (const { which, removed, word } of one.events) {
            const message = MESSAGES[which];
            if (message === undefined) throw new Error('no sample');
            const number = log.length + 1;
            const body = `word ${String(word)}`;
            log.push(
              removed
                ? { entity: 'message', id: message.id, number, record: null }
                : changeOf.message({ ...message, body }, number),
            );
          }
        }
      }
      while (await pull(60, false));
      // Everything once more, the oldest last: answers that were held up on the way.
      for (const changes of pages.toReversed()) await loader.historyPage({ changes, next: null });
      reopen();
      for (const [id, body] of newest(log)) {
        const message = MESSAGES.find((one) => one.id === id);
        if (message === undefined) throw new Error('no sample');
        expect(cache.messages.get(message.id)?.body ?? null).toBe(body);
      }
      expect(loader.state()?.cursor.number).toBe(log.length);
      cache.close();
    }),
    { numRuns: 15 },
  );
  expect(crashes).toBeGreaterThan(0);
}, 30_000);
