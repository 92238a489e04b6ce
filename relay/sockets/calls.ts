import { type Answer, refuse, RefusedError } from '../../shared/contract/errors.ts';
import {
  RELAY_SCHEMAS,
  type RelayCall,
  type RelayParsed,
  type RelayValue,
} from '../../shared/contract/relay.ts';
import { isTransient } from '../db/transient.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { Parts } from '../parts.ts';
import type { RunCommand } from '../services/commands/run-command.ts';
import type { AnswerRead } from '../services/reads/answer-read.ts';
import { contacts, history, snapshot } from '../services/sync/pages.ts';
import { pull } from '../services/sync/pull.ts';
import type { Connection, Presence } from './presence/presence.ts';

type Calls = {
  readonly [C in RelayCall]: (
    identity: Connection,
    input: RelayParsed<C>,
  ) => Promise<Answer<RelayValue<C>>>;
};

/** Answers the calls of desktops. It answers in every case, and never throws. */
export type AnswerCall = (
  identity: Connection,
  name: string,
  input: unknown,
) => Promise<Answer<unknown>>;

function isRelayCall(name: string): name is RelayCall {
  return Object.hasOwn(RELAY_SCHEMAS, name);
}

/** The calls of the relay protocol: parsed, run for the person's tenant, answered. */
export function createCalls(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  runCommand: RunCommand,
  answerRead: AnswerRead,
  presence: Pick<Presence, 'report'>,
): AnswerCall {
  const reading =
    <I, V>(read: (tx: TenantTransaction, input: I) => Promise<V>) =>
    async ({ tenantId }: Connection, input: I): Promise<Answer<V>> => ({
      ok: true,
      value: await store.inTenant(tenantId, (tx) => read(tx, input)),
    });
  const calls: Calls = {
    pull: reading(pull),
    snapshot: reading(snapshot),
    contacts: reading(contacts),
    history: reading(history),
    command: runCommand,
    ask: answerRead,
    presence: (who, { places }) => {
      presence.report(who, places);
      return Promise.resolve({ ok: true, value: {} });
    },
    time: () => Promise.resolve({ ok: true, value: { serverTime: clock.now() } }),
  };

  const answer = async <C extends RelayCall>(
    name: C,
    run: Calls[C],
    identity: Connection,
    input: unknown,
  ): Promise<Answer<unknown>> => {
    const parsed = RELAY_SCHEMAS[name].input.safeParse(input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const at = issue?.path.join('.') ?? '';
      return { ok: false, refusal: refuse('invalid_input', `${at}: ${issue?.message}`) };
    }
    return run(identity, parsed.data);
  };

  return async (identity, name, input) => {
    if (!isRelayCall(name)) return { ok: false, refusal: refuse('unknown_call') };
    try {
      return await answer(name, calls[name], identity, input);
    } catch (error) {
      if (error instanceof RefusedError) return { ok: false, refusal: error.refusal };
      log.error({ event: 'call_failed', call: name, err: error });
      return { ok: false, refusal: refuse(isTransient(error) ? 'busy' : 'internal') };
    }
  };
}
