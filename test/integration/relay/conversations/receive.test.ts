import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../../relay/db/tenant-transaction.ts';
import type { InboundMessage } from '../../../../relay/providers/provider.ts';
import { receiveInbound } from '../../../../relay/services/conversations/receive.ts';
import type { TenantId } from '../../../../shared/contract/ids.ts';
import { addSender } from '../../../support/relay/thread.ts';
import {
  newTenant,
  testStore,
  type TestStore,
} from '../../../support/relay-database/test-database.ts';

const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);
const MINUTE = 60_000;
const PHONE = '+5215512345678';
const USER = 'MX.4711';

let store: Store;
let commits: TestStore['commits'];
let tenantId: TenantId;
let accountId: string;
let to: string;

beforeEach(async () => {
  ({ store, commits } = await testStore());
  tenantId = await newTenant(store);
  ({ provider_account_id: accountId, address: to } = await store.inTenant(tenantId, async (tx) => {
    const id = await addSender(tx);
    return tx.sql
      .selectFrom('senders')
      .select(['provider_account_id', 'address'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  }));
});

function message(fields: Partial<InboundMessage> = {}): InboundMessage {
  return {
    kind: 'inbound',
    providerSid: `SM${randomBytes(16).toString('hex')}`,
    channel: 'whatsapp',
    from: { phone: PHONE, whatsappUserId: null },
    to,
    profileName: 'Grace',
    body: 'Is it in stock?',
    media: [],
    location: null,
    button: null,
    referral: null,
    repliesToSid: null,
    ...fields,
  };
}

/** Receives a message that was written at `at`; it may have been received later. */
function receive(written: InboundMessage, at = NOON, receivedAt = at) {
  return store.inTenant(tenantId, (tx) =>
    receiveInbound(tx, { accountId, message: written, receivedAt, providerDate: at }),
  );
}

function rows() {
  return store.inTenant(tenantId, async ({ sql }) => ({
    contacts: await sql.selectFrom('contacts').selectAll().orderBy('created_at').execute(),
    conversations: await sql.selectFrom('conversations').selectAll().execute(),
  }));
}

describe('a message that was received before', () => {
  it('does not bring an old name back, and no desktop hears of it', async () => {
    const old = message({ profileName: 'Grace' });
    await receive(old);
    await receive(message({ profileName: 'Grace B.' }), NOON + MINUTE);
    const before = commits.length;
    expect(await receive(old, NOON, NOON + 2 * MINUTE)).toBe('seen');
    expect((await rows()).contacts).toMatchObject([{ profile_name: 'Grace B.' }]);
    expect(commits.length).toBe(before);
  });
});

function previewOf(body: string) {
  return store.inTenant(tenantId, async ({ sql }) => {
    const { last_message: last } = await sql
      .selectFrom('conversations')
      .innerJoin('messages', 'messages.conversation_id', 'conversations.id')
      .select('conversations.last_message')
      .where('messages.body', '=', body)
      .executeTakeFirstOrThrow();
    return last?.preview;
  });
}

describe('the line in the inbox', () => {
  const family = '👨‍👩‍👧‍👦';
  it.each([
    ['many families, none of them cut in two', `a${family.repeat(100)}`, `a${family.repeat(58)}`],
    ['a short text: all of it', `a${family.repeat(10)}`, `a${family.repeat(10)}`],
    ['a long text', 'x'.repeat(2000), 'x'.repeat(160)],
    ['a letter under a heap of accents', `e${'\u0301'.repeat(999)}`, `e${'\u0301'.repeat(639)}`],
  ])('shows the beginning of %s', async (_name, body, preview) => {
    expect(await receive(message({ body }))).toBe('stored');
    expect(await previewOf(body)).toBe(preview);
  });
});

describe('consent, whatever order the words come in', () => {
  it('START from before a STOP does not undo it', async () => {
    await receive(message({ body: 'STOP' }), NOON + MINUTE);
    await receive(message({ body: 'START' }), NOON, NOON + 2 * MINUTE);
    expect((await rows()).contacts).toMatchObject([{ opt_in_whatsapp: 'opted_out' }]);
  });

  it('STOP opts out on its channel alone', async () => {
    await receive(message({ body: 'Stop' }));
    expect((await rows()).contacts).toMatchObject([
      { opt_in_whatsapp: 'opted_out', opt_in_sms: 'unknown' },
    ]);
  });

  it('START after a STOP does', async () => {
    await receive(message({ body: 'STOP' }), NOON);
    await receive(message({ body: 'START' }), NOON + MINUTE);
    expect((await rows()).contacts).toMatchObject([{ opt_in_whatsapp: 'opted_in' }]);
  });
});

function ad(headline: string): InboundMessage {
  return message({ referral: { headline, body: null, sourceUrl: 'https://fb.example/ad' } });
}

function endAt(end: number) {
  return store.inTenant(tenantId, ({ sql }) =>
    sql
      .updateTable('conversations')
      .set({ entry_point_ends_at: end })
      .where('tenant_id', '=', tenantId)
      .execute(),
  );
}

describe('the free entry point', () => {
  it('is not lost by an older click whose message comes late', async () => {
    await receive(ad('Anchors'), NOON);
    await endAt(NOON + 99 * MINUTE);
    await receive(ad('Bolts'), NOON - MINUTE, NOON + MINUTE);
    expect((await rows()).conversations).toMatchObject([
      { entry_point_clicked_at: NOON, entry_point_ends_at: NOON + 99 * MINUTE },
    ]);
  });

  it('goes on while a newer click waits for its answer', async () => {
    await receive(ad('Anchors'), NOON);
    await endAt(NOON + 99 * MINUTE);
    await receive(ad('Bolts'), NOON + MINUTE);
    expect((await rows()).conversations).toMatchObject([
      { entry_point_clicked_at: NOON + MINUTE, entry_point_ends_at: NOON + 99 * MINUTE },
    ]);
  });
});

describe('two contacts that turn out to be one person', () => {
  const byPhone = { phone: PHONE, whatsappUserId: null };
  const byUser = { phone: null, whatsappUserId: USER };
  const both = { phone: PHONE, whatsappUserId: USER };

  it('become the one with the number, with all that was said to either', async () => {
    await receive(message({ from: byPhone }), NOON);
    await receive(message({ from: byUser }), NOON + MINUTE);
    await receive(message({ from: both }), NOON + 2 * MINUTE);
    await receive(message({ from: byUser }), NOON + 3 * MINUTE);
    const { contacts, conversations } = await rows();
    expect(contacts).toMatchObject([{ phone: PHONE, whatsapp_user_id: USER }]);
    expect(conversations).toMatchObject([
      { contact_id: contacts[0]?.id, unread_count: 4, last_inbound_at: NOON + 3 * MINUTE },
    ]);
  });

  it('have opted out when one of them had', async () => {
    await receive(message({ from: byPhone }), NOON);
    await receive(message({ from: byUser, body: 'STOP' }), NOON + MINUTE);
    await receive(message({ from: both }), NOON + 2 * MINUTE);
    expect((await rows()).contacts.map((each) => each.opt_in_whatsapp)).toEqual(['opted_out']);
  });

  it('opt out as one afterwards', async () => {
    await receive(message({ from: byPhone }), NOON);
    await receive(message({ from: byUser }), NOON + MINUTE);
    await receive(message({ from: both }), NOON + 2 * MINUTE);
    await receive(message({ from: byPhone, body: 'STOP' }), NOON + 3 * MINUTE);
    expect((await rows()).contacts.map((each) => each.opt_in_whatsapp)).toEqual(['opted_out']);
  });
});
