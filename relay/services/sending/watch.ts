import type { Jobs } from '../../jobs/open-jobs.ts';
import type { Log } from '../../log.ts';
import { faultOf } from '../../fault-of.ts';

/** How relays take over each other's unfinished sends. */
export interface Watch {
  /** Says that there is unfinished work: some relay will look at it soon, whatever becomes of this one. */
  readonly unfinished: () => void;
  /** Calls another relay to look now, as this one is about to stop. */
  readonly handOver: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface WatchOptions {
  readonly log: Log;
  /** Looks at what is due. */
  readonly wake: () => void;
  /** Between two looks while there is unfinished work, in whole seconds. */
  readonly everySeconds?: number;
  /** What the relays take turns at; by default the sends. */
  readonly queue?: string;
}

const SENDS = 'sends-unfinished';
const EVERY_SECONDS = 5;
/** A look is over at once; one that is not has lost its relay. */
const LOST_AFTER_SECONDS = 30;

/**
 * Keeps one job ahead in the queue while there is unfinished work. Whichever relay takes it looks at
 * what is due, and puts the next one there if need be. The job carries nothing: only the rows
 * say what is to be done, and only their update claims it.
 */
export async function openWatch(
  { boss }: Jobs,
  { log, wake, everySeconds = EVERY_SECONDS, queue = SENDS }: WatchOptions,
): Promise<Watch> {
  // `short`: of the jobs that wait, each key has one at most.
  await boss.createQueue(queue, {
    policy: 'short',
    notify: true,
    expireInSeconds: LOST_AFTER_SECONDS,
    retryLimit: 10,
    deleteAfterSeconds: 60,
  });
  const worker = await boss.work(
    queue,
    {
      pollingIntervalSeconds: everySeconds,
      notifyPollingIntervalSeconds: everySeconds,
    },
    async () => wake(),
  );
  let last = Number.NEGATIVE_INFINITY;
  return {
    unfinished: () => {
      const now = performance.now();
      if (now - last < everySeconds * 1000) return;
      last = now;
      boss
        .send(queue, {}, { singletonKey: 'later', startAfter: everySeconds })
        .catch((error: unknown) => {
          log.warn({ fault: faultOf(error) }, 'other relays could not be told of unfinished work');
        });
    },
    handOver: async () => {
      await boss.send(queue, {}, { singletonKey: 'now' });
    },
    stop: () => boss.offWork(queue, { id: worker }),
  };
}
