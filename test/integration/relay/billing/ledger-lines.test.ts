import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  type MessageId,
  messageId,
  templateDraftId,
  templateVersionId,
} from '../../../../shared/contract/ids.ts';
import { type BooksWorld, booksWorld } from '../../../support/billing/books-world.ts';
import { testStore } from '../../../support/relay-database/test-database.ts';
import { addConversation } from '../../../support/sending-model/sending-world.ts';
import { draftBody } from '../../../support/templates/draft.ts';

let books: BooksWorld;

beforeEach(async () => {
  books = await booksWorld(await testStore(), onTestFinished);
});

async function sendTemplate(): Promise<MessageId> {
  const { templateId } = books.world;
  const { conversationId } = await addConversation(books.world, { address: '+12025550100' });
  const id = messageId.parse(randomUUID());
  await books.relay.give('message.sendTemplate', {
    messageId: id,
    conversationId,
    templateId,
    variables: { 1: 'Anna' },
  });
  await books.relay.idle();
  return id;
}

function recategorise(category: 'utility' | 'marketing'): Promise<unknown> {
  const { parts, tenantId, templateId } = books.world;
  return parts.store.inTenant(tenantId, ({ sql }) =>
    sql.updateTable('templates').set({ category }).where('id', '=', templateId).execute(),
  );
}

function platformLines() {
  const { parts, tenantId } = books.world;
  return parts.store.inTenant(tenantId, ({ sql }) =>
    sql
      .selectFrom('ledger_lines')
      .selectAll()
      .where('component', '=', 'platform')
      .orderBy('number')
      .execute(),
  );
}

describe('a line of the ledger', () => {
  it('names the card, the rule, the message, whose it is and by what it was sent', async () => {
    const { parts, tenantId, templateId, accountId, personId, senderId } = books.world;
    const version = templateVersionId.parse(randomUUID());
    const draft = templateDraftId.parse(randomUUID());
    await parts.store.inTenant(tenantId, async ({ sql }) => {
      await sql
        .insertInto('template_drafts')
        .values({ tenant_id: tenantId, id: draft, body: JSON.stringify(draftBody('ready')) })
        .execute();
      await sql
        .insertInto('template_versions')
        .values({
          tenant_id: tenantId,
          id: version,
          draft_id: draft,
          number: 1,
          language: 'en',
          name: 'order_ready',
          category: 'utility',
          content: JSON.stringify({
            header: null,
            body: 'Hello {{1}}',
            footer: null,
            buttons: [],
            variables: [],
          }),
          submitted_by: personId,
          submitted_at: 1,
          provider_account_id: accountId,
          step: 'done',
          due_at: 0,
          template_id: templateId,
        })
        .execute();
    });
    const id = await sendTemplate();
    await books.tell(id, 'delivered');
    await books.settle();
    expect(await platformLines()).toMatchObject([
      {
        message_id: id,
        card: 'meta-usd-2026-10',
        reason: 'message',
        market: 'North America',
        category: 'utility',
        billing_conversation: id,
        initiator: 'business',
        sender_id: senderId,
        person_id: personId,
        author_kind: 'person',
        template_id: templateId,
        template_version_id: version,
        automation_id: null,
        adjusts: null,
        micro: 3400,
        currency: 'USD',
        happened_at: books.world.clock.now(),
      },
    ]);
  });
});

describe('a template whose category the platform changes', () => {
  it('counts by the new one from then on, and what is settled stays', async () => {
    const first = await sendTemplate();
    await books.tell(first, 'delivered');
    await books.settle();
    const onItsWay = await sendTemplate();
    await recategorise('marketing');
    await books.tell(onItsWay, 'delivered');
    await books.settle();
    expect(await platformLines()).toMatchObject([
      { message_id: first, category: 'utility', micro: 3400 },
      { message_id: onItsWay, category: 'marketing', micro: 25_000 },
    ]);
    expect(await books.sums()).toMatchObject({ spent: 3400 + 25_000 + 2 * 5000, reserved: 0 });
  });
});
