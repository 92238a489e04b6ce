import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { BRIDGE_CALLS } from '../../../shared/contract/bridge.ts';
import { aMessage, changeOf } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

const output = BRIDGE_CALLS['conversation.messages'].output;
type Place = NonNullable<z.output<typeof output>['previous']>;

describe('a cache that is damaged while it is used', () => {
  it('is set aside, rebuilt from the relay, and the drafts are carried over', async () => {
    const world = await scriptedWorld();
    const conversationId = world.conversation.id;
    const from = world.nextNumber();
    world.relay.add(
      ...Array.from({ length: 3000 }, (_, index) =>
        changeOf.message(
          aMessage(conversationId, { at: world.message.at - index - 1, body: 'y'.repeat(300) }),
          from + index,
        ),
      ),
    );
    const first = await world.signedIn();
    const draft = { text: 'Vierzig Kisten', repliesToId: null, template: null, attachments: [] };
    await first.call('draft.save', { conversationId, draft });
    await first.app.close();

    const name = (await readdir(world.dataFolder)).find((one) => one.endsWith('.db')) ?? '';
    const path = join(world.dataFolder, name);
    const { size } = await stat(path);
    const file = await open(path, 'r+');
    // The last third: pages of messages, not the ones that say what is where.
    await file.write(Buffer.alloc(size / 3), 0, Math.floor(size / 3), Math.floor((size * 2) / 3));
    await file.close();

    const core = await world.start();
    const page = (before: Place | null) =>
      core.app.call({
        name: 'conversation.messages',
        input: { conversationId, before, limit: 200 },
      });
    // Reads back until it comes to the damaged pages.
    let place: Place | null = null;
    for (;;) {
      const answer = await page(place);
      if (!answer.ok) break;
      place = output.parse(answer.value).previous;
      if (place === null) throw new Error('there was no damage');
    }
    await core.until(() => core.log.some(({ event }) => event === 'cache.set_aside'));
    await core.until(() => core.pushed('connection').at(-1)?.state === 'online');
    await core.until(() => core.pushed('connection').at(-1)?.loading === null);
    expect((await page(null)).ok).toBe(true);
    expect((await core.call('conversation.get', { conversationId })).draft).toStrictEqual(draft);
    expect((await readdir(world.dataFolder)).some((one) => one.includes('.damaged-'))).toBe(true);
  });
});
