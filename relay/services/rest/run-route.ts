import { sql } from 'kysely';
import { refuse, type RefusalCode, RefusedError } from '../../../shared/contract/errors.ts';
import type { RestInput, RestName } from '../../../shared/contract/rest.ts';
import { isTransient, isUnstorable } from '../../db/transient.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import type { LiveKey } from '../api-keys/key-ring.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { RestContext, RestHandlers } from './handler.ts';
import type { AskedToSend } from './send-together.ts';
import {
  claimRequest,
  earlierOutcome,
  hashRequest,
  keepOutcome,
  type RestOutcome,
} from './idempotency.ts';

/** Refusals that may be answered otherwise next time: they are not kept for a repetition. */
const TRANSIENT: ReadonlySet<RefusalCode> = new Set(['busy', 'internal']);

export interface Requested<N extends RestName> {
  readonly name: N;
  readonly input: RestInput<N>;
  readonly key: LiveKey;
  /** Null: it came without. */
  readonly idempotencyKey: string | null;
  /** The network address that it came from. */
  readonly from: string;
}

/** An outcome, and whether it is that of an earlier request. */
export interface RouteOutcome {
  readonly outcome: RestOutcome;
  readonly replayed: boolean;
}

/** Does what a program asks, once for each `Idempotency-Key`. It never throws. */
export type RunRoute = <N extends RestName>(asked: Requested<N>) => Promise<RouteOutcome>;

/** The runner of routes. */
export function routeRunner(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  handlers: RestHandlers<RestName>,
  send: (asked: AskedToSend) => Promise<RestOutcome | undefined>,
): RunRoute {
  const run = async <N extends RestName>(
    handler: RestHandlers<RestName>[N],
    { name, input, key, idempotencyKey, from }: Requested<N>,
  ): Promise<RouteOutcome> => {
    const now = clock.now();
    const request =
      idempotencyKey === null
        ? null
        : { apiKey: key.id, idempotencyKey, hash: hashRequest(name, input), now };
    let afterCommit: (() => void)[] = [];
    const result = await store.inTenant(key.tenant_id, async (tx): Promise<RouteOutcome> => {
      afterCommit = [];
      if (request !== null && !(await claimRequest(tx, request))) {
        const earlier = await earlierOutcome(tx, request);
        const reused = { ok: false, refusal: refuse('idempotency_key_reused') } as const;
        return { outcome: earlier ?? reused, replayed: earlier !== null };
      }
      const actor = { kind: 'api_key', id: key.id, name: key.name } as const;
      const outcome = await undoable(tx, (inner) =>
        handler(
          {
            tx: inner,
            key,
            now,
            audit: (note) => writeAudit(inner, { ...note, actor, from, at: now, action: name }),
            afterCommit: (work) => void afterCommit.push(work),
          },
          input,
        ),
      );
      if (!outcome.ok) afterCommit = [];
      if (request !== null) await keepOutcome(tx, request, outcome);
      return { outcome, replayed: false };
    });
    for (const work of afterCommit) {
      try {
        work();
      } catch (error) {
        // The request is done, whatever becomes of what follows it.
        log.error({ event: 'after_commit_failed', route: name, err: error });
      }
    }
    return result;
  };

  /** What came of a message that was taken with others; undefined: it is to be run by itself. */
  const sent = async (asked: Requested<RestName>): Promise<RestOutcome | undefined> => {
    if (!isToSend(asked)) return undefined;
    try {
      return await send(asked);
    } catch {
      // By itself it comes to the same fault, or to none.
      return undefined;
    }
  };

  return async (asked) => {
    try {
      const outcome = await sent(asked);
      if (outcome !== undefined) return { outcome, replayed: false };
      return await run(handlers[asked.name], asked);
    } catch (error) {
      if (error instanceof RefusedError) return refused(error.refusal.code, error.refusal.detail);
      if (isUnstorable(error)) return refused('invalid_input', 'has characters that are none');
      log.error({ event: 'route_failed', route: asked.name, err: error });
      return refused(isTransient(error) ? 'busy' : 'internal');
    }
  };
}

function isToSend(asked: Requested<RestName>): asked is AskedToSend {
  return asked.name === 'messages.send' && asked.idempotencyKey !== null;
}

function refused(code: RefusalCode, detail?: string): RouteOutcome {
  return { outcome: { ok: false, refusal: refuse(code, detail) }, replayed: false };
}

/** Runs the handler so that a refusal undoes what it did and leaves the rest of the transaction. */
async function undoable(
  tx: TenantTransaction,
  work: (tx: TenantTransaction) => Promise<unknown>,
): Promise<RestOutcome> {
  const notes: ((to: TenantTransaction) => void)[] = [];
  const inner: RestContext['tx'] = {
    ...tx,
    changed: (entity, id) => void notes.push((to) => to.changed(entity, id)),
    removed: (entity, id) => void notes.push((to) => to.removed(entity, id)),
  };
  await sql`SAVEPOINT route`.execute(tx.sql);
  let value: unknown;
  try {
    value = await work(inner);
  } catch (error) {
    if (!(error instanceof RefusedError) || TRANSIENT.has(error.refusal.code)) throw error;
    await sql`ROLLBACK TO SAVEPOINT route`.execute(tx.sql);
    return { ok: false, refusal: error.refusal };
  }
  for (const note of notes) note(tx);
  return { ok: true, value };
}
