import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT } from '../../../../renderer/features/composer/draft-keeper.ts';
import { giveSteps } from '../../../../renderer/features/composer/give-message.ts';
import { sendPlan, type SendStep } from '../../../../renderer/features/composer/send-plan.ts';
import type { BridgeRequest } from '../../../../shared/contract/bridge.ts';
import { refuse } from '../../../../shared/contract/errors.ts';
import { conversationId } from '../../../../shared/contract/ids.ts';
import { createBridgeClient } from '../../../../renderer/bridge/client.ts';
import { takesCaption } from '../../../../shared/domain/attachment/attachment.ts';
import { aFile } from '../attachments/a-file.ts';
import { aMessage, messageIdOf } from '../conversation/a-message.ts';

const photo = aFile('photo.jpg');
const sheet = aFile('sheet.pdf');
const draft = { ...EMPTY_DRAFT, repliesToId: messageIdOf(3) };
const plan = (part: Partial<typeof draft>) =>
  sendPlan({ ...draft, ...part }, ({ contentType }) => takesCaption(contentType));
const words = (steps: readonly SendStep[]) =>
  steps.map((step) =>
    step.kind === 'text' ? step.body : [step.mediaId, step.caption, step.repliesToId],
  );

describe('the messages that a draft becomes', () => {
  it('are the text alone where there is no file', () => {
    expect(words(plan({ text: 'Yes, 40' }))).toEqual(['Yes, 40']);
  });

  it('are one for each file; the text goes with the first one that takes it, the quote too', () => {
    expect(words(plan({ text: 'The rack', attachments: [photo, sheet] }))).toEqual([
      [photo.id, 'The rack', messageIdOf(3)],
      [sheet.id, null, null],
    ]);
  });

  it('end with the text where the first file takes none, or the text is too long for it', () => {
    expect(words(plan({ text: 'The quote', attachments: [sheet, photo] }))).toEqual([
      [sheet.id, null, messageIdOf(3)],
      [photo.id, null, null],
      'The quote',
    ]);
    const long = 'x'.repeat(1025);
    expect(words(plan({ text: long, attachments: [photo] }))).toEqual([
      [photo.id, null, messageIdOf(3)],
      long,
    ]);
  });

  it('have no text where only blanks were typed', () => {
    expect(words(plan({ text: ' \n', attachments: [photo] }))).toEqual([
      [photo.id, null, messageIdOf(3)],
    ]);
  });

  it('know what is left of the draft before each of them', () => {
    const steps = plan({ text: 'The quote', attachments: [sheet, photo] });
    expect(steps.map(({ left }) => [left.text, left.attachments.length])).toEqual([
      ['The quote', 2],
      ['The quote', 1],
      ['The quote', 0],
    ]);
    const captioned = plan({ text: 'The rack', attachments: [photo, sheet] });
    expect(captioned.map(({ left }) => left.text)).toEqual(['The rack', '']);
  });
});

describe('giving them to the core', () => {
  const conversation = conversationId.parse('10000000-0000-4000-8000-00000000000a');

  it('goes one after the other and stops at the first that is refused', async () => {
    const asked: BridgeRequest[] = [];
    const client = createBridgeClient({
      call: async (request) => {
        asked.push(request);
        return Promise.resolve(
          asked.length === 2
            ? { ok: false, refusal: refuse('attachment_not_found') }
            : { ok: true, value: aMessage({ number: asked.length }) },
        );
      },
      onPush: () => () => undefined,
    });
    const taken: SendStep[] = [];
    const steps = plan({ text: 'All of it', attachments: [sheet, photo] });
    const given = giveSteps(client, conversation, steps, (_, step) => taken.push(step));
    await expect(given).rejects.toMatchObject({ refusal: { code: 'attachment_not_found' } });
    expect(asked.map(({ name }) => name)).toEqual(['message.sendMedia', 'message.sendMedia']);
    expect(taken).toEqual(steps.slice(0, 1));
  });
});
