import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aMessageId } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

describe('what was typed', () => {
  it('comes back into the draft when a queued reply is taken back, in one step', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { id: conversationId } = world.conversation;
    await world.relay.stop();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'offline');
    const messageId = aMessageId();
    const reply = { messageId, conversationId, body: 'Yes, 40 in stock', repliesToId: null };
    await core.call('message.sendText', reply);
    const typed = { text: 'and 20 on Monday', repliesToId: null, template: null, attachments: [] };
    await core.call('draft.save', { conversationId, draft: typed });
    await core.call('message.cancel', { messageId, toDraft: true });
    const draftOf = async () => (await core.call('draft.get', { conversationId })).draft;
    expect((await draftOf())?.text).toBe('Yes, 40 in stock\nand 20 on Monday');
    await core.until(() =>
      core.pushed('changed').some(({ topics }) => topics.some(({ kind }) => kind === 'draft')),
    );
    // Given again, because the answer was lost: the text is not doubled.
    await core.call('message.cancel', { messageId, toDraft: true });
    expect((await draftOf())?.text).toBe('Yes, 40 in stock\nand 20 on Monday');
    await core.app.close();
    const again = await world.start();
    const kept = await again.call('draft.get', { conversationId });
    expect(kept.draft?.text).toBe('Yes, 40 in stock\nand 20 on Monday');
    await world.relay.listen();
    await again.until(() => again.pushed('connection').at(-1)?.state === 'online');
    expect(world.relay.commands.filter(({ name }) => name === 'message.sendText')).toStrictEqual(
      [],
    );
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
