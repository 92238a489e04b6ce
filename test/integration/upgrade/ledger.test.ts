import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { migrate } from '../../../relay/db/migrate.ts';
import { MIGRATIONS } from '../../../relay/db/migrations/index.ts';
import { writeOldTenant, WRITTEN_AT } from '../../support/relay-database/old-tenant.ts';
import { emptyDatabase } from '../../support/relay-database/test-database.ts';
import { asAdmin } from '../../support/relay/sql.ts';

test('lines that were settled before say when it happened and who wrote, and their price is asked for', async () => {
  const url = await emptyDatabase();
  const before = MIGRATIONS.findIndex(({ name }) => name === 'provider-books');
  await migrate(url, MIGRATIONS.slice(0, before));
  const old = await writeOldTenant(url, () => Buffer.from('sealed'));
  const settledAt = WRITTEN_AT + 60_000;
  const line = (message: string, component: string, at: number) =>
    asAdmin(
      url,
      `INSERT INTO casement.ledger_lines (tenant_id, message_id, component, conversation_id,
         contact_id, sender_id, category, day, regime, billing_conversation, opened_at, initiator,
         kind, reason, at)
       VALUES ($1, $2, $3, $4, $5, $6, 'outbound', '2026-01-05', 'message', $2, 0, 'business',
         'free', 'rate_is_zero', $7)`,
      [old.tenant, message, component, old.conversation, old.contact, old.sender, at],
    );
  const gone = randomUUID();
  await line(old.outbound, 'provider', settledAt);
  await line(old.outbound, 'platform', settledAt);
  await line(gone, 'provider', Date.UTC(2026, 0, 5, 13));
  await migrate(url, MIGRATIONS);
  const lines = await asAdmin(
    url,
    `SELECT l.message_id, l.component, l.author_kind, l.adjusts,
       l.happened_at::float8 AS happened, coalesce(m.delivered_at, m.read_at, m.at)::float8 AS message
     FROM casement.ledger_lines l
     LEFT JOIN casement.messages m ON m.tenant_id = l.tenant_id AND m.id = l.message_id
     ORDER BY l.number`,
  );
  expect(lines).toMatchObject([
    { message_id: old.outbound, component: 'provider', author_kind: 'person', adjusts: null },
    { message_id: old.outbound, component: 'platform', author_kind: 'person', adjusts: null },
    { message_id: gone, author_kind: null, happened: Date.UTC(2026, 0, 5, 12) },
  ]);
  expect(lines[0]?.['happened']).toBe(lines[0]?.['message']);
  const waiting = await asAdmin(
    url,
    `SELECT message_id, component, state FROM casement.message_prices ORDER BY message_id`,
  );
  expect(waiting).toHaveLength(2);
  expect(waiting).toContainEqual({
    message_id: old.outbound,
    component: 'provider',
    state: 'waiting',
  });
});
