import type { Jobs } from '../../jobs/open-jobs.ts';
import type { Parts } from '../../parts.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { applyStatus } from './apply-status.ts';
import { attempt, type RecordOutcome } from './attempt.ts';
import { type SendingCommand, sendingCommands } from './commands.ts';
import { createDispatcher } from './dispatcher.ts';
import type { AtFailpoint } from './failpoints.ts';
import { reconcile } from './reconcile.ts';
import { type Called, recordOutcomes } from './record-outcome.ts';
import { release, type Released } from './release.ts';
import { type DueSend, dueSends } from './send-store.ts';
import { together } from './together.ts';
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

const CALLS_AT_A_TIME = 64;
const nothing = (): void => undefined;

/** Makes the sending of one relay. It works once it is started. */
export function createSending(
  parts: Parts,
  { jobs, at = nothing, concurrency = CALLS_AT_A_TIME }: SendingOptions = {},
): Sending {
  let watch: Watch | null = null;
  const dispatcher = createDispatcher(parts, {
    work: workOn(parts, at),
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

/** What is due for one send; with those of the same tenant that are at the same point. */
function workOn(parts: Parts, at: AtFailpoint): (due: DueSend) => Promise<void> {
  const releaseOne = together<DueSend, Released>((tenantId, group) =>
    release(parts, tenantId, group, at),
  );
  const recordOne = together<Called, never>(async (tenantId, group) => {
    await recordOutcomes(parts, tenantId, group);
    return new Map<Called, never>();
  });
  const record: RecordOutcome = async (called) => {
    await recordOne(called.released.due.tenant_id, called);
  };
  return async (due) => {
    if (due.state !== 'queued') {
      await reconcile(parts, due);
      return;
    }
    const released = await releaseOne(due.tenant_id, due);
    if (released !== undefined) await attempt(parts, released, record, at);
  };
}
