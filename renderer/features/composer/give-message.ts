import { v7 } from 'uuid';
import type { BridgeInput, BridgeOutput, Draft } from '../../../shared/contract/bridge.ts';
import { messageId, type ConversationId, type MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { type BridgeClient, UnansweredError } from '../../bridge/client.ts';
import type { SendStep } from './send-plan.ts';

type SendCall = 'message.sendText' | 'message.sendTemplate' | 'message.sendMedia';

/** The ids of messages that drafts became and that the core has not answered for. */
const unanswered: Record<SendCall, WeakMap<Draft, MessageId>> = {
  'message.sendText': new WeakMap(),
  'message.sendTemplate': new WeakMap(),
  'message.sendMedia': new WeakMap(),
};

/**
 * Gives the message that a draft becomes to the core. Where the answer was lost it is given once
 * more under the same id, which waits for the connection: the core takes it once. Where that is
 * not answered either, and the draft is put back and sent again as it is, it is still the same
 * message; whatever is typed makes another draft, and another message.
 *
 * @param draft as it stood in the composer, the very object
 * @param inputOf the call's input with the id of the message
 * @throws {RefusedError} the core's refusal; an `UnansweredError` where it did not answer twice
 */
export async function giveMessage<C extends SendCall>(
  client: Pick<BridgeClient, 'call'>,
  name: C,
  draft: Draft,
  inputOf: (id: MessageId) => BridgeInput<C>,
): Promise<BridgeOutput<C>> {
  const id = unanswered[name].get(draft) ?? messageId.parse(v7());
  unanswered[name].set(draft, id);
  const input = inputOf(id);
  const answer = await client.call(name, input).catch((cause: unknown) => {
    if (!(cause instanceof UnansweredError)) throw cause;
    return client.call(name, input);
  });
  unanswered[name].delete(draft);
  return answer;
}

/** The order of a draft as a part of a command; nothing where there is none. */
export function aboutOrder({ orderReference }: Draft): { readonly orderReference?: string } {
  return orderReference === undefined ? {} : { orderReference };
}

function giveStep(
  client: Pick<BridgeClient, 'call'>,
  conversationId: ConversationId,
  step: SendStep,
): Promise<MessageRecord> {
  const { left, repliesToId } = step;
  if (step.kind === 'text') {
    const { body } = step;
    return giveMessage(client, 'message.sendText', left, (id) => ({
      messageId: id,
      conversationId,
      body,
      repliesToId,
      ...aboutOrder(left),
    }));
  }
  const { mediaId, caption } = step;
  return giveMessage(client, 'message.sendMedia', left, (id) => ({
    messageId: id,
    conversationId,
    mediaId,
    caption,
    repliesToId,
    ...aboutOrder(left),
  }));
}

/**
 * Gives the messages of a plan to the core, one after the other, so that they keep their order.
 *
 * @param onTaken after each that the core has taken
 * @throws {RefusedError} at the first that it has not taken; none after it is given
 */
export async function giveSteps(
  client: Pick<BridgeClient, 'call'>,
  conversationId: ConversationId,
  steps: readonly SendStep[],
  onTaken: (message: MessageRecord, step: SendStep) => void,
): Promise<void> {
  for (const step of steps) {
    onTaken(await giveStep(client, conversationId, step), step);
  }
}
