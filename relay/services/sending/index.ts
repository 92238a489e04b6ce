import type { Parts } from '../../parts.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { applyStatus } from './apply-status.ts';
import { attempt } from './attempt.ts';
import { type SendingCommand, sendingCommands } from './commands.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import type { AtFailpoint } from './failpoints.ts';
import { reconcile } from './reconcile.ts';
import { release } from './release.ts';
import type { DueSend } from './send-store.ts';

/** Sending: the commands, the statuses, and what works in between. */
export interface Sending extends Dispatcher {
  readonly commands: CommandHandlers<SendingCommand>;
  /** To be called in the webhook's transaction; `wake` after its commit. */
  readonly applyStatus: typeof applyStatus;
}

export interface SendingOptions {
  /** Called while there is unfinished work, so that other relays may be told. */
  readonly unfinished?: () => void;
  /** Where tests let it die. */
  readonly at?: AtFailpoint;
  /** Calls to the provider at a time. */
  readonly concurrency?: number;
}

const CALLS_AT_A_TIME = 16;

const nothing = (): void => undefined;

/** Makes the sending of one relay. It works once it is started. */
export function createSending(
  parts: Parts,
  { unfinished = nothing, at = nothing, concurrency = CALLS_AT_A_TIME }: SendingOptions = {},
): Sending {
  const work = async (due: DueSend): Promise<void> => {
    if (due.state !== 'queued') {
      await reconcile(parts, due);
      return;
    }
    const released = await release(parts, due, at);
    if (released !== null) await attempt(parts, released, at);
  };
  const dispatcher = createDispatcher(parts, {
    work,
    unfinished,
    concurrency,
  });
  return { ...dispatcher, commands: sendingCommands(dispatcher.wake), applyStatus };
}
