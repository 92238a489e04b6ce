import { expect, onTestFinished, test } from 'vitest';
import { v7 } from 'uuid';
import { randomUUID } from 'node:crypto';
import { backfillWorld, EVERY_MS } from '../../../support/backfill-world.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { vi } from 'vitest';

const MARA = '+5215512345678';
const OTHER = '+4915112345678';

test('the provider’s records bring nothing back, and who writes again is somebody new', async () => {
  const world = await backfillWorld(onTestFinished);
  const bodies = async () => {
    const rows = await asAdmin(
      world.relay().databaseUrl,
      'SELECT body, conversation_id FROM casement.messages ORDER BY at, id',
    );
    return rows.map(({ body }) => body);
  };
  const readLater = async () => {
    await world.pass(EVERY_MS + 60_000);
    await world.backfill().readDue();
  };
  await world.write(MARA, 'before');
  await world.write(OTHER, 'from another');
  await vi.waitFor(async () => expect(await bodies()).toHaveLength(2));
  const [known] = await asAdmin(
    world.relay().databaseUrl,
    'SELECT id, name FROM casement.contacts WHERE phone = $1',
    [MARA],
  );
  const { call } = await connectDesktop(world.relay().url, await signIn(world.relay().url));
  const erased = await call('command', {
    id: randomUUID(),
    name: 'contact.erase',
    input: {
      contactId: String(known?.['id']),
      erasureId: v7(),
      confirmation: MARA,
      reference: 'Request 1',
    },
  });
  expect(erased).toMatchObject({ ok: true });
  await vi.waitFor(async () => expect(await bodies()).toEqual(['from another']), {
    timeout: 20_000,
  });

  await readLater();
  expect(await bodies()).toEqual(['from another']);

  await world.write(MARA, 'after');
  await vi.waitFor(async () => expect(await bodies()).toEqual(['from another', 'after']));
  const again = await asAdmin(
    world.relay().databaseUrl,
    'SELECT id FROM casement.contacts WHERE phone = $1',
    [MARA],
  );
  expect(again).toHaveLength(1);
  expect(again).not.toEqual([{ id: known?.['id'] }]);
  await readLater();
  expect(await bodies()).toEqual(['from another', 'after']);
}, 60_000);
