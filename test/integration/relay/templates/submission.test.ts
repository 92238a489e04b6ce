import { describe, expect, it } from 'vitest';
import { draftBody, messageContent } from '../../../support/templates/draft.ts';
import {
  accepted,
  dyingAt,
  refused,
  REVIEW_MS,
  submissionStage,
} from '../../../support/templates/submission-stage.ts';

describe('a template that is submitted', () => {
  it('is made at the provider, submitted, and followed to the decision', async () => {
    const { save, submit, submission, versions, sync, pass, there, sendable } =
      await submissionStage();
    const body = draftBody('one');
    expect(await save(body)).toEqual(accepted);
    expect(await submit(body)).toEqual(accepted);
    expect(await versions()).toMatchObject([{ stage: 'waiting', number: 1, name: body.name }]);
    await submission.look();
    expect(await versions()).toMatchObject([
      { stage: 'at_provider', history: [{ status: 'received', category: 'utility' }] },
    ]);
    await pass(2 * REVIEW_MS);
    await sync();
    const [version] = await versions();
    expect(version?.history.map(({ status }) => status)).toEqual(['received', 'approved']);
    expect(version?.templateId).not.toBeNull();
    expect(await there()).toMatchObject([{ name: body.name, status: 'approved' }]);
    expect(await sendable()).toMatchObject([
      { status: 'approved', variables: [{ key: '1', name: 'order_number', sample: 'SO-4711' }] },
    ]);
  });

  it('is asked after, less and less often, until it is decided', async () => {
    const asked: number[] = [];
    const { save, submit, submission, versions, pass } = await submissionStage((real) => ({
      fetchApproval: async (...given) => {
        asked.push(1);
        return real.fetchApproval(...given);
      },
    }));
    const body = draftBody('followed');
    await save(body);
    await submit(body);
    await submission.look();
    for (let second = 0; second < 2 * (REVIEW_MS / 1000) + 70; second += 1) {
      await pass(1000);
      await submission.look();
    }
    const [version] = await versions();
    expect(version?.history.map(({ status }) => status)).toEqual([
      'received',
      'pending',
      'approved',
    ]);
    expect(asked.length).toBeLessThan(10);
    const calls = asked.length;
    await pass(60 * 60_000);
    await submission.look();
    expect(asked).toHaveLength(calls);
  });

  it('with a status that is not known here keeps it, and nothing is sent with it', async () => {
    const { save, submit, submission, versions, sendable, pass, sync } = await submissionStage(
      () => ({
        fetchApproval: () =>
          Promise.resolve({ status: 'in_appeal', category: 'utility', rejectionReason: null }),
      }),
    );
    const body = draftBody('appeal');
    await save(body);
    await submit(body);
    await submission.look();
    await pass(10_000);
    await submission.look();
    expect((await versions())[0]?.history.map(({ status }) => status)).toEqual([
      'received',
      'in_appeal',
    ]);
    expect(await sendable()).toMatchObject([{ status: 'pending' }]);
    await sync();
    expect((await versions())[0]?.history.at(-1)?.status).not.toBe('approved');
  });

  it('that sells is approved as marketing, and the version says so beside what was asked', async () => {
    const { save, submit, submission, versions, sync, pass } = await submissionStage();
    const body = draftBody('sale', {
      languages: [
        {
          language: 'en',
          content: messageContent({
            body: 'Your order {{order_number}} comes with a special offer for the next one, see below.',
          }),
        },
      ],
    });
    await save(body);
    await submit(body);
    await submission.look();
    await pass(2 * REVIEW_MS);
    await sync();
    const [version] = await versions();
    expect(version?.category).toBe('utility');
    expect(version?.history.at(-1)).toMatchObject({ status: 'approved', category: 'marketing' });
  });

  it('is one submission, whoever gives it twice', async () => {
    const { save, submit, submission, versions, there } = await submissionStage();
    const body = draftBody('two');
    await save(body);
    expect(await submit(body)).toEqual(accepted);
    expect(await submit(body)).toEqual(refused('template_already_submitted'));
    await Promise.all([submission.look(), submission.look()]);
    expect(await versions()).toHaveLength(1);
    expect(await there()).toHaveLength(1);
  });

  it('gets a name of its own for each version, as nothing can be edited there', async () => {
    const { save, submit, submission, versions, there } = await submissionStage();
    const first = draftBody('three');
    await save(first);
    await submit(first);
    const second = { ...first, languages: [{ language: 'en', content: messageContent() }] };
    await save(second, first);
    expect(await submit(second)).toEqual(accepted);
    await submission.look();
    expect((await versions()).map(({ name }) => name)).toEqual([first.name, `${first.name}_v2`]);
    expect(await there()).toHaveLength(2);
  });

  it('is refused with the rule that it breaks, and with what changed behind its back', async () => {
    const { save, submit, versions } = await submissionStage();
    const body = draftBody('four', {
      languages: [{ language: 'en', content: messageContent({ body: '{{order_number}}' }) }],
    });
    await save(body);
    expect(await submit(body)).toEqual(refused('template_not_valid'));
    expect(await submit(draftBody('four'))).toEqual(refused('template_changed'));
    expect(await versions()).toEqual([]);
  });

  it('that the provider does not take says what it said', async () => {
    const { save, submit, submission, versions } = await submissionStage((real) => ({
      createTemplate: (account, template) =>
        real.createTemplate(account, { ...template, language: 'not a language' }),
    }));
    const body = draftBody('five');
    await save(body);
    await submit(body);
    await submission.look();
    const [version] = await versions();
    expect(version).toMatchObject({
      stage: 'refused',
      problem: { code: 'template_not_taken', detail: expect.stringContaining('language') },
    });
  });

  it('that is taken away at the provider is told as deleted', async () => {
    const { save, submit, submission, versions, sync, pass, simulator, there, account } =
      await submissionStage();
    const body = draftBody('six');
    await save(body);
    await submit(body);
    await submission.look();
    await pass(1000);
    const [one] = await there();
    const answer = await fetch(`${simulator.url}/v1/Content/${one?.contentSid ?? ''}`, {
      method: 'DELETE',
      headers: {
        authorization: `Basic ${Buffer.from(`${account.accountSid}:token`).toString('base64')}`,
      },
    });
    expect(answer.status).toBe(204);
    await sync();
    const [version] = await versions();
    expect(version?.history.at(-1)?.status).toBe('deleted');
    expect(version?.templateId).toBeNull();
  });
});

describe('a relay that dies', () => {
  it.each([
    ['createTemplate', 'before'],
    ['createTemplate', 'after'],
    ['submitTemplate', 'before'],
    ['submitTemplate', 'after'],
  ] as const)('at %s, %s it, leaves one template and one submission', async (call, when) => {
    const { save, submit, submission, versions, there, pass, simulator } = await submissionStage(
      dyingAt(call, when),
    );
    const body = draftBody('seven');
    await save(body);
    await submit(body);
    await submission.look();
    // The claim of the dead one holds: nobody else meddles.
    await submission.look();
    expect(await versions()).toMatchObject([{ stage: 'waiting' }]);
    await pass(10 * 60_000);
    await submission.look();
    expect(await versions()).toMatchObject([{ stage: 'at_provider' }]);
    expect(await there()).toHaveLength(1);
    const asked = simulator
      .log()
      .filter((entry) => entry.type === 'approval' && entry.approval.status === 'received');
    expect(asked).toHaveLength(1);
  });

  it('and a provider that is busy: it is tried again when that asked for it', async () => {
    let calls = 0;
    const { save, submit, submission, versions, pass } = await submissionStage((real) => ({
      createTemplate: (...given) => {
        calls += 1;
        return calls === 1
          ? Promise.resolve({ kind: 'busy', retryAfterMs: 30_000 })
          : real.createTemplate(...given);
      },
    }));
    const body = draftBody('eight');
    await save(body);
    await submit(body);
    await submission.look();
    await pass(29_000);
    await submission.look();
    expect(calls).toBe(1);
    await pass(1000);
    await submission.look();
    expect(await versions()).toMatchObject([{ stage: 'at_provider' }]);
  });
});

describe('a draft', () => {
  it('that two admins change has both changes, and a conflict where they meet', async () => {
    const { save, drafts } = await submissionStage();
    const base = draftBody('nine');
    await save(base);
    await save({ ...base, tags: ['spring'], name: 'theirs' }, base);
    await save({ ...base, category: 'marketing', name: 'mine' }, base);
    expect(await drafts()).toMatchObject([
      {
        name: 'theirs',
        tags: ['spring'],
        category: 'marketing',
        conflicts: [{ part: 'name', text: 'mine' }],
      },
    ]);
  });
});
