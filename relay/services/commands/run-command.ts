import { sql } from 'kysely';
import {
  COMMAND_SCHEMAS,
  type CommandName,
  isCommandName,
  SECRET_RESULTS,
} from '../../../shared/contract/commands.ts';
import { refuse, type RefusalCode, RefusedError } from '../../../shared/contract/errors.ts';
import type { Entity } from '../../../shared/contract/records.ts';
import type { RelayParsed } from '../../../shared/contract/relay.ts';
import { mayGive } from '../../../shared/contract/roles.ts';
import { isTransient, isUnstorable } from '../../db/transient.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Identity } from '../people/find-person.ts';
import { hashCommand } from './canonical.ts';
import {
  activePerson,
  claimCommand,
  type CommandAnswer,
  earlierAnswer,
  keepAnswer,
} from './command-store.ts';
import type { CommandContext, CommandHandlers } from './handler.ts';

/** Refusals that may be answered otherwise next time: they are not kept for a repetition. */
const TRANSIENT: ReadonlySet<RefusalCode> = new Set(['busy', 'internal', 'not_signed_in']);

const ACCEPTED: CommandAnswer = { ok: true, value: { outcome: 'accepted' } };
const notAllowed: CommandAnswer = { ok: false, refusal: refuse('not_allowed') };

type Outcome = 'ran' | 'repeated';

/** For whom a command runs, and the network address that it came from. */
export interface Caller extends Identity {
  readonly from?: string | null;
}

/** Runs the commands of desktops, each once. */
export type RunCommand = (
  identity: Caller,
  command: RelayParsed<'command'>,
) => Promise<CommandAnswer>;

/**
 * The runner of commands. A command that comes again, as after a lost answer, gets the answer of
 * the first time and has no further effect; refusals are kept like this too. It answers in every
 * case, and never throws.
 */
export function commandRunner(
  { store, clock, log, metrics }: Pick<Parts, 'store' | 'clock' | 'log' | 'metrics'>,
  handlers: Partial<CommandHandlers<CommandName>>,
): RunCommand {
  const run = async <N extends CommandName>(
    name: N,
    handler: CommandHandlers<CommandName>[N],
    identity: Caller,
    { id, input }: RelayParsed<'command'>,
  ): Promise<readonly [CommandAnswer, Outcome]> => {
    const parsed = COMMAND_SCHEMAS[name].safeParse(input);
    if (!parsed.success) {
      const person = await store.inTenant(identity.tenantId, (tx) =>
        activePerson(tx, identity.personId),
      );
      if (person === null) throw new RefusedError('not_signed_in');
      if (!mayGive(person.role, name)) return [notAllowed, 'ran'];
      const [issue] = parsed.error.issues;
      const at = issue?.path.join('.') ?? '';
      return [{ ok: false, refusal: refuse('invalid_input', `${at}: ${issue?.message}`) }, 'ran'];
    }
    const row = {
      id,
      name,
      personId: identity.personId,
      hash: hashCommand(name, parsed.data),
      now: clock.now(),
    };
    let afterCommit: (() => void)[] = [];
    const result = await store.inTenant(
      identity.tenantId,
      async (tx): Promise<readonly [CommandAnswer, Outcome]> => {
        afterCommit = [];
        const person = await activePerson(tx, identity.personId);
        if (person === null) throw new RefusedError('not_signed_in');
        if (!(await claimCommand(tx, row))) {
          const earlier = await earlierAnswer(tx, row);
          return [earlier ?? { ok: false, refusal: refuse('command_id_reused') }, 'repeated'];
        }
        const context = {
          person: { id: identity.personId, ...person },
          now: row.now,
          afterCommit: (work: () => void) => void afterCommit.push(work),
        };
        const actor = { kind: 'person', id: identity.personId, name: person.name } as const;
        const from = identity.from ?? null;
        const answer = mayGive(person.role, name)
          ? await undoable(tx, (inner) =>
              handler(
                {
                  ...context,
                  tx: inner,
                  audit: (note) =>
                    writeAudit(inner, { ...note, actor, from, at: row.now, action: name }),
                },
                parsed.data,
              ),
            )
          : notAllowed;
        if (!answer.ok) afterCommit = [];
        await keepAnswer(tx, id, SECRET_RESULTS.has(name) && answer.ok ? ACCEPTED : answer);
        return [answer, 'ran'];
      },
    );
    for (const work of afterCommit) {
      try {
        work();
      } catch (error) {
        // The command is done, whatever becomes of what follows it.
        log.error({ event: 'after_commit_failed', command: name, id, err: error });
      }
    }
    return result;
  };

  return async (identity, command) => {
    const { id, name } = command;
    const handler = isCommandName(name) ? handlers[name] : undefined;
    if (!isCommandName(name) || handler === undefined) {
      metrics.commands.inc({ name: 'unknown', outcome: 'unknown_call' });
      return { ok: false, refusal: refuse('unknown_call') };
    }
    const [answer, outcome] = await run(name, handler, identity, command).catch(
      (error: unknown): readonly [CommandAnswer, Outcome] => {
        if (error instanceof RefusedError) return [{ ok: false, refusal: error.refusal }, 'ran'];
        if (isUnstorable(error)) return [{ ok: false, refusal: refuse('invalid_input') }, 'ran'];
        log.error({ event: 'command_failed', command: name, id, err: error });
        return [{ ok: false, refusal: refuse(isTransient(error) ? 'busy' : 'internal') }, 'ran'];
      },
    );
    const counted = answer.ok ? 'accepted' : answer.refusal.code;
    metrics.commands.inc({ name, outcome: outcome === 'repeated' ? 'repeated' : counted });
    return answer;
  };
}

/**
 * Runs the handler so that a refusal undoes what it did and leaves the rest of the transaction,
 * in which the refusal is kept.
 */
async function undoable(
  tx: TenantTransaction,
  work: (tx: TenantTransaction) => Promise<unknown>,
): Promise<CommandAnswer> {
  const notes: ((to: TenantTransaction) => void)[] = [];
  const inner: CommandContext['tx'] = {
    ...tx,
    changed: (entity: Entity, id: string) => void notes.push((to) => to.changed(entity, id)),
    removed: (entity: Entity, id: string) => void notes.push((to) => to.removed(entity, id)),
  };
  await sql`SAVEPOINT command`.execute(tx.sql);
  let result: unknown;
  try {
    result = await work(inner);
  } catch (error) {
    if (!(error instanceof RefusedError) || TRANSIENT.has(error.refusal.code)) throw error;
    await sql`ROLLBACK TO SAVEPOINT command`.execute(tx.sql);
    return { ok: false, refusal: error.refusal };
  }
  for (const note of notes) note(tx);
  return result === undefined ? ACCEPTED : { ok: true, value: { outcome: 'accepted', result } };
}
