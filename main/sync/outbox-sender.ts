import { type Refusal, type RefusalCode, refuse } from '../../shared/contract/errors.ts';
import type { ConversationId } from '../../shared/contract/ids.ts';
import type { Cache } from '../cache/cache.ts';
import type { StoredCommand } from '../cache/repos/outbox.ts';
import { type Log, detailOf } from '../log.ts';
import type { Uploads } from '../services/attachments/uploads.ts';
import { refusalOf, takeBack } from './outbox.ts';
import type { RelayClient } from './relay-client.ts';
import type { RelayClock } from './relay-clock.ts';
import { tellCommand } from './tell-command.ts';
import { tellContacts } from './tell-contacts.ts';
import type { Topics } from './topics.ts';

/** Answers after which the same command is given again, because they do not speak of it. */
const AGAIN: ReadonlySet<RefusalCode> = new Set([
  'busy',
  'relay_unreachable',
  'not_signed_in',
  'client_too_old',
  'relay_too_old',
  'resync_needed',
]);
/**
 * So often a command is given to a relay that answers with a fault of its own. One that gets no
 * answer at all may have been carried out: it is never given up, but lets the others go first.
 */
const MOST_FAULTS = 5;

export interface OutboxSenderOptions {
  readonly cache: Cache;
  readonly client: RelayClient;
  readonly relayClock: RelayClock;
  readonly topics: Topics;
  readonly log: Log;
  /** Brings the files of commands to the relay. */
  readonly uploads: Pick<Uploads, 'kick' | 'isUp' | 'isMissing'>;
  /** ms before the same command is given again. */
  readonly pause: number;
  /** The number of waiting commands has changed. */
  readonly counted: () => void;
  /** A command has been accepted: its effect can be pulled. */
  readonly accepted: () => void;
  readonly refused: (command: StoredCommand, refusal: Refusal) => void;
  /** Something failed that is no refusal. */
  readonly failed: (error: unknown) => void;
}

/**
 * Gives the commands to the relay, one after another, in the order in which they were given. A
 * command whose file is still on its way is passed over, and with it what comes after it in its
 * conversation: everyone else goes on.
 */
export interface OutboxSender {
  /** There may be something to send. */
  readonly kick: () => void;
  /** Parks replies that never left this machine and whose window has closed. */
  readonly expire: () => void;
  /** Takes a command back that the relay would not carry out. */
  readonly refuse: (command: StoredCommand, refusal: Refusal) => void;
  readonly close: () => void;
}

/** The sender of a cache's outbox. */
export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { cache, client, relayClock, topics, log, uploads, pause } = options;
  let running = false;
  let wanted = false;
  let closed = false;
  let again: NodeJS.Timeout | undefined;
  const faults = new Map<string, number>();

  function settleRefused(command: StoredCommand, refusal: Refusal): void {
    const contacts = cache.outbox.contactsOf(command.seq);
    takeBack(cache, command, refusal);
    tellContacts(cache, topics, contacts);
    log({ level: 'warn', event: 'outbox.refused', detail: `${command.name}: ${refusal.code}` });
    tellCommand(topics, command);
    options.counted();
    options.refused(command, refusal);
  }

  /** When a reply must have gone out, by its message; null: any time, or it is no reply. */
  function validUntil({ name, messageId }: StoredCommand): number | null {
    if (name !== 'message.sendText' && name !== 'message.sendMedia') return null;
    return messageId === null ? null : (cache.messages.get(messageId)?.validUntil ?? null);
  }

  function isTooLate(command: StoredCommand): boolean {
    const until = validUntil(command);
    return command.attempts === 0 && until !== null && until <= relayClock.now();
  }

  function meansAgain(command: StoredCommand, refusal: Refusal): boolean {
    const isFault = refusal.code === 'internal';
    // The connection stands, and yet this command got no answer.
    const isSilence = refusal.code === 'relay_unreachable' && client.isOnline();
    if (!isFault && !isSilence) return AGAIN.has(refusal.code);
    const count = (faults.get(command.id) ?? 0) + 1;
    faults.set(command.id, count);
    return isSilence || count < MOST_FAULTS;
  }

  /** Returns whether to go on with the next command. */
  async function send(command: StoredCommand): Promise<boolean> {
    if (isTooLate(command)) {
      settleRefused(command, refuse('window_closed'));
      return true;
    }
    cache.outbox.countAttempt(command.seq);
    try {
      const { id, name, input } = command;
      await client.ask('command', { id, name, input });
    } catch (error) {
      if (closed) return false;
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      if (meansAgain(command, refusal)) return false;
      faults.delete(command.id);
      if (refusal.code === 'attachment_not_found') uploads.isMissing(command);
      settleRefused(command, refusal);
      return true;
    }
    if (closed) return false;
    faults.delete(command.id);
    cache.outbox.accept(command.seq);
    if (command.conversationId !== null && command.name.startsWith('note.')) {
      topics.notes(command.conversationId);
    }
    options.counted();
    options.accepted();
    return true;
  }

  function isStuck({ id }: StoredCommand): boolean {
    return (faults.get(id) ?? 0) >= MOST_FAULTS;
  }

  /** The oldest command that can be given now; null: none. */
  function nextReady(): StoredCommand | null {
    const oldest = cache.outbox.next();
    if (oldest === null || (uploads.isUp(oldest) && !isStuck(oldest))) return oldest;
    let stuck: StoredCommand | null = null;
    const held = new Set<ConversationId | null>();
    for (const command of cache.outbox.all()) {
      const { state, conversationId } = command;
      if (state !== 'waiting' || (conversationId !== null && held.has(conversationId))) continue;
      if (uploads.isUp(command) && !isStuck(command)) return command;
      if (uploads.isUp(command)) stuck ??= command;
      held.add(conversationId);
    }
    return stuck;
  }

  async function run(): Promise<void> {
    for (;;) {
      const command = closed || !client.isOnline() ? null : nextReady();
      if (command === null) return;
      if (await send(command)) continue;
      if (closed) return;
      again = setTimeout(kick, pause);
      return;
    }
  }

  function kick(): void {
    clearTimeout(again);
    if (closed) return;
    uploads.kick();
    wanted = running;
    if (running) return;
    running = true;
    void run()
      .catch((error: unknown) => {
        log({ level: 'error', event: 'outbox.failed', detail: detailOf(error) });
        options.failed(error);
        if (!closed) again = setTimeout(kick, pause);
      })
      .finally(() => {
        running = false;
        if (wanted) kick();
      });
  }

  return {
    kick,
    expire: () => {
      for (const command of cache.outbox.all()) {
        if (command.state === 'waiting' && isTooLate(command)) {
          settleRefused(command, refuse('window_closed'));
        }
      }
    },
    refuse: settleRefused,
    close: () => {
      closed = true;
      clearTimeout(again);
    },
  };
}
