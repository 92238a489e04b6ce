import type { Jobs } from '../../jobs/open-jobs.ts';
import type { Parts } from '../../parts.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { applyStatus } from './apply-status.ts';
import { attempt } from './attempt.ts';
import { type SendingCommand, sendingCommands } from './commands.ts';
import { createDispatcher } from './dispatcher.ts';
import type { AtFailpoint } from './failpoints.ts';
import { reconcile } from './reconcile.ts';
import { release } from './release.ts';
import { type DueSend, dueSends } from './send-store.ts';
import { openWatch, type Watch } from './watch.ts';

/** Sending: the commands, the statuses, and what works in between. */
export interface Sending {
  readonly commands: CommandHandlers<SendingCommand>;
  /** To be called in the webhook's transaction; `wake` after its commit. */
  readonly applyStatus: typeof applyStatus;
  /** Takes up what is unfinished. @throws if the job queue cannot be used */
  readonly start: () => Promise<void>;
  /** Starts nothing more, waits for calls under way, and hands the rest over to other relays. */
  readonly stop: () => Promise<void>;
  /** Looks at once at what is due. */
  readonly wake: () => void;
  /** Resolves when nothing is under way and nothing is due. */
  readonly idle: () => Promise<void>;
}

export interface SendingOptions {
  /** The queue between relays; without it a relay finds what another left after a minute. */
  readonly jobs?: Jobs;
  /** Where tests let it die. */
  readonly at?: AtFailpoint;
  /** Calls to the providers at a time; one account has at most half of them. */
  readonly concurrency?: number;
}

const CALLS_AT_A_TIME = 32;
const nothing = (): void => undefined;

/** Makes the sending of one relay. It works once it is started. */
export function createSending(
  parts: Parts,
  { jobs, at = nothing, concurrency = CALLS_AT_A_TIME }: SendingOptions = {},
): Sending {
  let watch: Watch | null = null;
  const dispatcher = createDispatcher(parts, {
    work: (due) => workOn(parts, due, at),
    unfinished: () => watch?.unfinished(),
    concurrency,
  });
  return {
    commands: sendingCommands(dispatcher.wake),
    applyStatus,
    wake: dispatcher.wake,
    idle: dispatcher.idle,
    start: async () => {
      dispatcher.start();
      if (jobs !== undefined) {
        watch = await openWatch(jobs, { log: parts.log, wake: dispatcher.wake });
      }
    },
    stop: async () => {
      await watch?.stop();
      await dispatcher.stop();
      if (watch === null) return;
      const left = await dueSends(parts.store, parts.clock.now(), 1);
      if (left.length > 0) await watch.handOver();
      watch = null;
    },
  };
}

async function workOn(parts: Parts, due: DueSend, at: AtFailpoint): Promise<void> {
  if (due.state !== 'queued') {
    await reconcile(parts, due);
    return;
  }
  const released = await release(parts, due, at);
  if (released !== null) await attempt(parts, released, at);
}
