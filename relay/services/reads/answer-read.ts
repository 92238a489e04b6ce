import { type Answer, refuse, RefusedError } from '../../../shared/contract/errors.ts';
import { isReadName, READ_SCHEMAS, type ReadName } from '../../../shared/contract/reads.ts';
import type { RelayParsed, RelayValue } from '../../../shared/contract/relay.ts';
import { mayAsk } from '../../../shared/contract/roles.ts';
import type { Parts } from '../../parts.ts';
import { activePerson } from '../commands/command-store.ts';
import type { Identity } from '../people/find-person.ts';
import type { ReadHandlers } from './handler.ts';

/** Who asks, and by which session. */
interface Asker extends Identity {
  readonly sessionId?: string;
}

/** Answers what desktops ask and do not keep. */
export type AnswerRead = (
  identity: Asker,
  asked: RelayParsed<'ask'>,
) => Promise<Answer<RelayValue<'ask'>>>;

/** The answerer of reads: parsed, allowed for the person's role, answered in the person's tenant. */
export function readAnswerer(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  handlers: ReadHandlers<ReadName>,
): AnswerRead {
  const run = <N extends ReadName>(
    name: N,
    handler: ReadHandlers<ReadName>[N],
    { tenantId, personId, sessionId }: Asker,
    input: unknown,
  ): Promise<Answer<RelayValue<'ask'>>> =>
    store.inTenant(tenantId, async (tx) => {
      const person = await activePerson(tx, personId);
      if (person === null) throw new RefusedError('not_signed_in');
      if (!mayAsk(person.role, name)) throw new RefusedError('not_allowed');
      const parsed = READ_SCHEMAS[name].input.safeParse(input);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new RefusedError('invalid_input', `${issue?.path.join('.')}: ${issue?.message}`);
      }
      const context = {
        tx,
        person: { id: personId, role: person.role },
        sessionId: sessionId ?? null,
        now: clock.now(),
      };
      return { ok: true, value: { value: await handler(context, parsed.data) } };
    });
  return (identity, { name, input }) => {
    if (!isReadName(name)) return Promise.resolve({ ok: false, refusal: refuse('unknown_call') });
    return run(name, handlers[name], identity, input);
  };
}
