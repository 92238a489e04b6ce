import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { migrate } from '../../../relay/db/migrate.ts';
import { MIGRATIONS } from '../../../relay/db/migrations/index.ts';
import { loadSecretKey } from '../../../relay/secret-key.ts';
import { sealCredentials } from '../../../relay/services/accounts/accounts.ts';
import { openVault } from '../../../relay/services/accounts/vault.ts';
import { RECORDS } from '../../../shared/contract/records.ts';
import { writeOldTenant, WRITTEN_AT } from '../../support/relay-database/old-tenant.ts';
import { emptyDatabase } from '../../support/relay-database/test-database.ts';
import { connectDesktop } from '../../support/relay/desktop.ts';
import { addSignedIn } from '../../support/relay/people.ts';
import { runningRelay } from '../../support/relay/running-relay.ts';
import { unusedProvider } from '../../support/relay/unused-provider.ts';

/* Whoever updates has data. Every released structure, with data in it, becomes the newest one, and
 * what was there is served as it was. */

const notReached = (): Promise<never> => Promise.reject(new Error('not reached'));

test.each(MIGRATIONS.slice(0, -1).map(({ number, name }) => ({ number, name })))(
  'what a relay of migration $number ($name) has written is served by this one',
  async ({ number }) => {
    const databaseUrl = await emptyDatabase();
    await migrate(databaseUrl, MIGRATIONS.slice(0, number));
    const secretKey = await loadSecretKey(randomBytes(32), '');
    const vault = openVault(secretKey.derive('casement vault'));
    const old = await writeOldTenant(databaseUrl, (id) => sealCredentials(vault, id, 'token'));

    // The provider is not reached: what templates there are is what was written.
    const provider = unusedProvider({ listTemplates: notReached });
    const relay = await runningRelay({ databaseUrl, secretKey, provider });
    expect(await relay.tenants()).toBe(1);
    const { token, personId } = await addSignedIn(relay, old.tenant);
    const { welcome, call } = await connectDesktop(relay.url, token);
    expect(welcome.tenant).toMatchObject({ id: old.tenant, name: 'Northwind Supply' });
    // One more person, and nothing else has changed.
    expect(welcome.head.number).toBe(old.head + 1);

    const first = await call('snapshot', { before: null, limit: 50, messagesEach: 10 });
    const changes = first.ok ? first.value.changes : [];
    const served = new Map<string, unknown>(changes.map(({ id, record }) => [id, record]));
    for (const { entity, record } of changes) {
      expect(RECORDS[entity].safeParse(record).error).toBeUndefined();
    }
    expect(new Set(served.keys())).toStrictEqual(
      new Set([
        old.tenant,
        old.person,
        personId,
        old.sender,
        old.template,
        old.contact,
        old.conversation,
        old.inbound,
        old.outbound,
      ]),
    );
    expect(served.get(old.contact)).toMatchObject({
      name: 'Ferretería Sol',
      phone: '+525555550123',
      optIn: { whatsapp: 'opted_in', sms: 'unknown' },
    });
    expect(served.get(old.conversation)).toMatchObject({
      assigneeId: old.person,
      owner: 'person',
      ownerEpoch: 3,
      lastInboundAt: WRITTEN_AT,
      lastMessage: { id: old.outbound, preview: 'Sí, 40', status: 'delivered' },
    });
    expect(served.get(old.inbound)).toMatchObject({
      body: '¿Tienen 40 cajas de M8? 🔩',
      media: [{ id: old.media, contentType: 'image/jpeg' }],
    });
    expect(served.get(old.outbound)).toMatchObject({
      body: 'Sí, 40',
      status: 'delivered',
      repliesToId: old.inbound,
      author: { kind: 'person', personId: old.person },
      sentAt: WRITTEN_AT + 61_000,
      deliveredAt: WRITTEN_AT + 62_000,
    });
    expect(served.get(old.template)).toMatchObject({ name: 'order_ready', body: 'Hello {{1}}' });

    const { epoch } = welcome.head;
    const all = await call('pull', { cursor: { epoch, number: 0 }, limit: 100 });
    const numbers = all.ok ? all.value.changes.map((change) => change.number) : [];
    expect(numbers).toStrictEqual(Array.from({ length: old.head + 1 }, (_, index) => index + 1));

    const resolved = await call('command', {
      id: randomUUID(),
      name: 'conversation.resolve',
      input: { conversationId: old.conversation },
    });
    expect(resolved).toMatchObject({ ok: true, value: { outcome: 'accepted' } });
    const news = await call('pull', { cursor: welcome.head, limit: 100 });
    const later = news.ok ? news.value.changes : [];
    expect(later.find(({ id }) => id === old.conversation)?.record).toMatchObject({
      status: 'resolved',
      assigneeId: old.person,
    });
  },
);
