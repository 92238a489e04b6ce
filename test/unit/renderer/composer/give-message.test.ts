import { describe, expect, it } from 'vitest';
import { createBridgeClient } from '../../../../renderer/bridge/client.ts';
import { EMPTY_DRAFT } from '../../../../renderer/features/composer/draft-keeper.ts';
import { giveMessage } from '../../../../renderer/features/composer/give-message.ts';
import type { BridgeRequest, Draft } from '../../../../shared/contract/bridge.ts';
import { refuse, RefusedError } from '../../../../shared/contract/errors.ts';
import { conversationId } from '../../../../shared/contract/ids.ts';
import { aMessage } from '../conversation/a-message.ts';

const CONVERSATION = conversationId.parse('10000000-0000-4000-8000-00000000000a');
const answered = { ok: true, value: aMessage({ body: 'Yes' }) };
const lost = new Error('socket has been disconnected');

/** A page whose core answers as told, one call after another. */
function page(...answers: readonly unknown[]) {
  const asked: BridgeRequest[] = [];
  const client = createBridgeClient({
    call: async (request) => {
      const answer = answers[asked.length];
      asked.push(request);
      if (answer instanceof Error) throw answer;
      return Promise.resolve(answer);
    },
    onPush: () => () => undefined,
  });
  return {
    give: (draft: Draft) =>
      giveMessage(client, 'message.sendText', draft, (messageId) => ({
        messageId,
        conversationId: CONVERSATION,
        body: draft.text,
        repliesToId: null,
      })),
    asked,
    ids: () =>
      asked.map(({ input }) =>
        typeof input === 'object' && input !== null && 'messageId' in input
          ? input.messageId
          : null,
      ),
  };
}

const typed = (): Draft => ({ ...EMPTY_DRAFT, text: 'Yes' });

describe('giving a message to the core', () => {
  it('gives it again under the same id when the answer was lost', async () => {
    const { give, asked } = page(lost, answered);
    expect((await give(typed())).body).toBe('Yes');
    expect(asked).toHaveLength(2);
    expect(asked[1]).toStrictEqual(asked[0]);
  });

  it('gives up after the second loss; the same draft sent again is the same message', async () => {
    const { give, ids } = page(lost, lost, answered);
    const draft = typed();
    await expect(give(draft)).rejects.toMatchObject({ refusal: { code: 'internal' } });
    await give(draft);
    expect(new Set(ids()).size).toBe(1);
    expect(ids()).toHaveLength(3);
  });

  it('makes another message of another draft, and of the same one after an answer', async () => {
    const { give, ids } = page(lost, lost, answered, answered, answered);
    const draft = typed();
    await expect(give(draft)).rejects.toBeInstanceOf(RefusedError);
    await give({ ...draft });
    await give(draft);
    await give(draft);
    const [first, , edited, same, after] = ids();
    expect(same).toBe(first);
    expect(new Set([first, edited, after]).size).toBe(3);
  });

  it.each([
    ['a refusal', { ok: false, refusal: refuse('window_closed') }],
    ['a fault of the core', { ok: false, refusal: refuse('internal') }],
    ['an answer that is not understood', { ok: true, value: 7 }],
  ])('does not repeat after %s', async (_what, answer) => {
    const { give, asked } = page(answer, answered);
    await expect(give(typed())).rejects.toBeInstanceOf(RefusedError);
    expect(asked).toHaveLength(1);
  });
});
