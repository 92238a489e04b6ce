import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT } from '../../../renderer/features/composer/draft-keeper.ts';
import { putBack } from '../../../renderer/features/composer/put-back.ts';
import { aMessageId } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

describe('what was typed', () => {
  it('stays with a queued reply that is taken back, and in the draft that it is put into', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { id: conversationId } = world.conversation;
    await world.relay.stop();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'offline');
    const messageId = aMessageId();
    const body = 'Yes, 40 in stock';
    await core.call('message.sendText', { messageId, conversationId, body, repliesToId: null });
    const typed = { text: 'and 20 on Monday', repliesToId: null, template: null, attachments: [] };
    await core.call('draft.save', { conversationId, draft: typed });
    await core.call('message.cancel', { messageId });
    // The program ends before the page has put the text back: it is still with the message.
    await core.app.close();
    const next = await world.start();
    const page = { conversationId, before: null, limit: 50 };
    const takenBack = (await next.call('conversation.messages', page)).messages.at(-1);
    expect(takenBack).toMatchObject({ id: messageId, status: 'cancelled', body });
    const kept = await next.call('draft.get', { conversationId });
    expect(kept.draft?.text).toBe('and 20 on Monday');
    const whole = putBack(kept.draft ?? EMPTY_DRAFT, takenBack ?? world.message);
    await next.call('draft.save', { conversationId, draft: whole });
    // Given again, because the answer was lost.
    await next.call('message.cancel', { messageId });
    await next.app.close();
    const again = await world.start();
    const last = await again.call('draft.get', { conversationId });
    expect(last.draft?.text).toBe('Yes, 40 in stock\n\nand 20 on Monday');
    await world.relay.listen();
    await again.until(() => again.pushed('connection').at(-1)?.state === 'online');
    await again.until(async () => (await again.call('app.bootstrap', {})).connection.waiting === 0);
    expect(world.relay.commands.filter(({ name }) => name === 'message.sendText')).toStrictEqual(
      [],
    );
  });

  it('is kept also where it is far too long for a message', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { id: conversationId } = world.conversation;
    const text = 'A whole price list. '.repeat(7_500);
    const draft = { text, repliesToId: null, template: null, attachments: [] };
    await core.call('draft.save', { conversationId, draft });
    await core.app.close();
    const again = await world.start();
    const kept = await again.call('draft.get', { conversationId });
    expect(kept.draft?.text).toBe(text);
  });

  it('is told to the other windows, and nothing is told where nothing changed', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { id: conversationId } = world.conversation;
    const draft = { text: 'Yes', repliesToId: null, template: null, attachments: [] };
    const told = () =>
      core.pushed('changed').flatMap(({ topics }) => topics.filter(({ kind }) => kind === 'draft'));
    await core.call('draft.save', { conversationId, draft });
    await core.until(() => told().length === 1);
    expect(told()).toStrictEqual([{ kind: 'draft', id: conversationId }]);
    await core.call('draft.save', { conversationId, draft });
    await core.call('draft.save', { conversationId, draft: { ...draft, text: '' } });
    await core.until(() => told().length === 2);
    expect((await core.call('draft.get', { conversationId })).draft).toBeNull();
  });

  it('says so where the copy on this machine could not be used', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    expect((await core.call('app.bootstrap', {})).connection.notice).toBeUndefined();
    await core.app.close();
    const file = (await readdir(world.dataFolder)).find((name) => name.endsWith('.db'));
    await writeFile(
      join(world.dataFolder, file ?? ''),
      'no database at all, only words'.repeat(500),
    );
    const again = await world.start();
    expect((await again.call('app.bootstrap', {})).connection.notice).toBe('cache_damaged');
    await again.until(async () => (await again.call('inbox.counts', {})).all === 1);
  });
});
