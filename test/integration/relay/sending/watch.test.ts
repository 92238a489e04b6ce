import { expect, onTestFinished, test } from 'vitest';
import { openJobs } from '../../../../relay/jobs/open-jobs.ts';
import { openLog } from '../../../../relay/log.ts';
import { openWatch } from '../../../../relay/services/sending/watch.ts';
import { testStore } from '../../../support/relay-database/test-database.ts';
import { scriptedProvider } from '../../../support/sending-model/scripted-provider.ts';
import {
  addConversation,
  sendingWorld,
  startRelay,
  stored,
} from '../../../support/sending-model/sending-world.ts';

/** Two relays on one database, the first of which takes commands and then does no more. */
async function twoRelays() {
  const store = await testStore();
  const world = await sendingWorld(store, (clock) => scriptedProvider(clock.now).provider);
  const log = openLog('silent');
  const [jobsOfOne, jobsOfOther] = [await openJobs(store.url, log), await openJobs(store.url, log)];
  onTestFinished(jobsOfOne.stop);
  onTestFinished(jobsOfOther.stop);
  let looked: (() => void) | undefined;
  const looksAgain = () =>
    new Promise<void>((resolve) => {
      looked = resolve;
    });
  const other = startRelay(world);
  await openWatch(jobsOfOther, {
    log,
    everySeconds: 1,
    wake: () => {
      other.wake();
      looked?.();
    },
  });
  onTestFinished(other.stop);
  await other.idle();
  const one = startRelay(world);
  const watch = await openWatch(jobsOfOne, { log, everySeconds: 1, wake: () => undefined });
  // From here on the first relay only offers its work: it takes none of the jobs.
  await watch.stop();
  await one.stop();
  return { world, one, other, watch, looksAgain };
}

test('what a relay leaves unfinished is taken up by another', async () => {
  const { world, one, other, watch, looksAgain } = await twoRelays();
  const { conversationId } = await addConversation(world);
  const id = await one.write(conversationId, 'left behind');
  const looked = looksAgain();
  watch.unfinished();
  await looked;
  await other.idle();
  expect(await stored(world, id)).toMatchObject({ state: 'accepted', status: 'accepted' });
});

test('a relay that stops hands over at once', async () => {
  const { world, one, other, watch, looksAgain } = await twoRelays();
  const { conversationId } = await addConversation(world);
  const id = await one.write(conversationId, 'handed over');
  const looked = looksAgain();
  await watch.handOver();
  await looked;
  await other.idle();
  expect(await stored(world, id)).toMatchObject({ state: 'accepted', status: 'accepted' });
});
