import { v7 } from 'uuid';
import { refuse, RefusedError } from '../../../shared/contract/errors.ts';
import { type MessageId, messageId, type TenantId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { templateFor, textFor } from '../sending/commands.ts';
import { type NewMessage, queueMessages } from '../sending/new-message.ts';
import { lockConversations, type LockedConversation } from '../sending/send-store.ts';
import { together } from '../sending/together.ts';
import { type Answered, claimAnswered, nameOf } from './claim-answered.ts';
import { hashRequest, type RestOutcome } from './idempotency.ts';
import { programOf, queuedAnswer, templateOf, textOf } from './messages.ts';
import { knownPlaces, type Place } from './place.ts';
import type { Requested } from './run-route.ts';

/** A message that a program sends, once for its `Idempotency-Key`. */
export type AskedToSend = Requested<'messages.send'> & { readonly idempotencyKey: string };

/**
 * Takes messages of programs, those of a tenant that come together in one transaction.
 *
 * @param wake called after a commit that gives the dispatcher something to do
 * @returns takes one request; resolves to its outcome, or to undefined where it is to be run by
 *   itself: it is a repetition, or its conversation is not there yet
 */
export function sendTogether(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  wake: () => void,
): (asked: AskedToSend) => Promise<RestOutcome | undefined> {
  const take = together<AskedToSend, RestOutcome>(async (tenantId, group) => {
    const outcomes = await takeAll({ store, clock }, tenantId, group);
    if ([...outcomes.values()].some(({ ok }) => ok)) wake();
    return outcomes;
  });
  return (asked) => take(asked.key.tenant_id, asked);
}

/** One that may be queued, or is refused for good. */
interface Checked extends Answered {
  readonly asked: AskedToSend;
  readonly conversation: LockedConversation;
  readonly message: NewMessage | null;
}

function takeAll(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  tenantId: TenantId,
  group: readonly AskedToSend[],
): Promise<ReadonlyMap<AskedToSend, RestOutcome>> {
  return store.inTenant(tenantId, async (tx) => {
    const once = [...new Map(group.toReversed().map((asked) => [keyOf(asked), asked])).values()];
    const first = once.toReversed();
    const places = await knownPlaces(
      tx,
      first.map(({ input }) => input.body),
    );
    const locked = await lockConversations(
      tx,
      places.flatMap((place) => (place === null ? [] : [place.conversationId])),
    );
    const now = clock.now();
    const checked: Checked[] = [];
    for (const [index, asked] of first.entries()) {
      const place = places[index] ?? null;
      const conversation = place === null ? undefined : locked.get(place.conversationId);
      if (place === null || conversation === undefined) continue;
      checked.push(await check(tx, asked, place, conversation, now));
    }
    const claimed = await claimAnswered(tx, checked, now);
    await queueMessages(
      tx,
      now,
      claimed.flatMap(({ asked, conversation, message }) =>
        message === null
          ? []
          : [{ program: programOf(asked.key, asked.input.body), conversation, message }],
      ),
    );
    return new Map(claimed.map(({ asked, outcome }) => [asked, outcome]));
  });
}

/** What the request is answered; nothing is written for it yet. */
async function check(
  tx: TenantTransaction,
  asked: AskedToSend,
  place: Place,
  conversation: LockedConversation,
  now: number,
): Promise<Checked> {
  const { key, name, input, idempotencyKey } = asked;
  const request = { apiKey: key.id, idempotencyKey, hash: hashRequest(name, input), now };
  const id = messageId.parse(v7());
  try {
    const message = await written(tx, asked, id, place, conversation, now);
    const outcome = { ok: true, value: queuedAnswer(id, place, now) } as const;
    return { ...request, asked, conversation, message, outcome };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const { code, detail } = error.refusal;
    const outcome = { ok: false, refusal: refuse(code, detail) } as const;
    return { ...request, asked, conversation, message: null, outcome };
  }
}

async function written(
  tx: TenantTransaction,
  { input: { body } }: AskedToSend,
  id: MessageId,
  { conversationId }: Place,
  conversation: LockedConversation,
  now: number,
): Promise<NewMessage> {
  const { content } = body;
  if (content.type === 'text')
    return textFor(conversation, textOf(content, id, conversationId), now);
  const template = await templateOf(tx, content, id, conversationId);
  return templateFor(tx, conversation, template, now);
}

function keyOf({ key, idempotencyKey }: AskedToSend): string {
  return nameOf({ apiKey: key.id, idempotencyKey });
}
