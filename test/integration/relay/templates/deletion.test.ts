import { describe, expect, it } from 'vitest';
import { draftBody, messageContent } from '../../../support/templates/draft.ts';
import {
  accepted,
  dyingAt,
  refused,
  REVIEW_MS,
  submissionStage,
} from '../../../support/templates/submission-stage.ts';

/** A draft in two languages. */
const two = (word: string) => {
  const body = draftBody(word);
  const content = messageContent({
    body: 'Ihre Bestellung {{order_number}} ist unterwegs, danke.',
  });
  return { ...body, languages: [...body.languages, { language: 'de', content }] };
};

describe('a template that is deleted', () => {
  it('goes at the provider in the languages that were chosen; what is written stays', async () => {
    const { save, submit, submission, versions, drafts, there, remove, pass, sync, notices } =
      await submissionStage();
    const body = two('gone');
    await save(body);
    await submit(body, 'en');
    await submit(body, 'de');
    await submission.look();
    await pass(2 * REVIEW_MS);
    expect(await remove(['de'])).toEqual(accepted);
    expect((await versions()).map(({ stage: at }) => at).toSorted()).toEqual([
      'at_provider',
      'deleting',
    ]);
    await submission.look();
    expect(await there()).toMatchObject([{ language: 'en' }]);
    expect(await remove(['de'])).toEqual(refused('template_nothing_to_delete'));
    expect(await drafts()).toMatchObject([{ archived: false }]);
    expect(await remove()).toEqual(accepted);
    await submission.look();
    await sync();
    expect(await there()).toEqual([]);
    expect(await drafts()).toMatchObject([{ archived: true, languages: body.languages }]);
    // Whoever did it knows of it.
    expect(await notices()).toEqual([]);
    expect((await versions()).map(({ history }) => history.at(-1)?.status)).toEqual([
      'deleted',
      'deleted',
    ]);
  });

  it('blocks its name for 30 days, for every other template too', async () => {
    const { save, submit, submission, versions, remove, pass, submitAnother, there } =
      await submissionStage();
    const body = draftBody('blocked');
    await save(body);
    await submit(body);
    await submission.look();
    await pass(2 * REVIEW_MS);
    await submission.look();
    await remove();
    await submission.look();
    const other = draftBody('blocked', { category: 'marketing' });
    expect(await submitAnother(other)).toMatchObject({
      ok: false,
      refusal: { code: 'template_not_valid', detail: 'name.blocked' },
    });
    await pass(30 * 24 * 3_600_000 + 1000);
    expect(await submitAnother(other)).toEqual(accepted);
    await submission.look();
    expect(await there()).toMatchObject([{ name: body.name }]);
    expect(await versions()).toHaveLength(2);
  });

  it.each(['before', 'after'] as const)('by a relay that dies %s it, once', async (when) => {
    const { save, submit, submission, versions, there, remove, pass } = await submissionStage(
      dyingAt('deleteTemplate', when),
    );
    const body = draftBody('dying');
    await save(body);
    await submit(body);
    await submission.look();
    await remove();
    await submission.look();
    expect(await versions()).toMatchObject([{ stage: 'deleting' }]);
    await pass(10 * 60_000);
    await submission.look();
    expect(await versions()).toMatchObject([{ stage: 'at_provider' }]);
    expect((await versions())[0]?.history.map(({ status }) => status)).toEqual([
      'received',
      'deleted',
    ]);
    expect(await there()).toEqual([]);
  });

  it('that was made without anybody noticing is found and deleted', async () => {
    const { save, submit, submission, versions, there, remove, pass } = await submissionStage(
      dyingAt('createTemplate', 'after'),
    );
    const body = draftBody('unnoticed');
    await save(body);
    await submit(body);
    await submission.look();
    expect(await there()).toHaveLength(1);
    await remove();
    await pass(10 * 60_000);
    await submission.look();
    expect(await there()).toEqual([]);
    expect((await versions())[0]?.history.at(-1)?.status).toBe('deleted');
  });

  it('while it is on its way there is not brought back by what was under way', async () => {
    const meanwhile: (() => Promise<unknown>)[] = [];
    const { save, submit, submission, versions, there, remove, pass } = await submissionStage(
      (real) => ({
        createTemplate: async (...given) => {
          const made = await real.createTemplate(...given);
          await meanwhile.pop()?.();
          return made;
        },
      }),
    );
    const body = draftBody('meanwhile');
    await save(body);
    await submit(body);
    meanwhile.push(() => remove());
    await submission.look();
    expect(await versions()).toMatchObject([{ stage: 'deleting' }]);
    await pass(1000);
    await submission.look();
    expect(await there()).toEqual([]);
    expect((await versions())[0]?.history.at(-1)?.status).toBe('deleted');
  });

  it('and a provider that says no, or is busy: said, or tried again', async () => {
    const outcomes = [
      { kind: 'busy', retryAfterMs: 30_000 } as const,
      { kind: 'refused', errorCode: 20_001, reason: 'It is in use.' } as const,
    ];
    const { save, submit, submission, versions, remove, pass } = await submissionStage((real) => ({
      deleteTemplate: (...given) =>
        Promise.resolve(outcomes.shift() ?? real.deleteTemplate(...given)),
    }));
    const body = draftBody('kept');
    await save(body);
    await submit(body);
    await submission.look();
    await remove();
    await submission.look();
    await pass(29_000);
    await submission.look();
    expect(await versions()).toMatchObject([{ stage: 'deleting' }]);
    await pass(1000);
    await submission.look();
    expect(await versions()).toMatchObject([
      {
        stage: 'at_provider',
        problem: { code: 'template_not_deleted', detail: '20001 It is in use.' },
      },
    ]);
    await remove();
    await submission.look();
    expect((await versions())[0]?.history.at(-1)?.status).toBe('deleted');
  });
});
