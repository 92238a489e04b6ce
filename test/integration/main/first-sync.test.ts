import { describe, expect, it } from 'vitest';
import {
  SOME_TIME,
  aContact,
  aConversation,
  aMessage,
  aPerson,
  aSender,
  aTenant,
  changeOf,
} from '../../support/sample-records.ts';
import { scriptedRelay } from '../../support/scripted-relay.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testCore } from '../../support/test-core.ts';

describe('the first sync', () => {
  it('brings the inbox and the messages of a conversation', async () => {
    const person = aPerson();
    const tenant = aTenant();
    const relay = await scriptedRelay(person, tenant);
    const sender = aSender();
    const contact = aContact();
    const conversation = aConversation(contact, sender, { assigneeId: person.id });
    const message = aMessage(conversation.id, { at: SOME_TIME });
    relay.add(
      changeOf.tenant(tenant, 1),
      changeOf.person(person, 2),
      changeOf.sender(sender, 3),
      changeOf.contact(contact, 4),
      changeOf.conversation(conversation, 5),
      changeOf.message(message, 6),
    );
    const core = await testCore({ dataFolder: await temporaryFolder() });
    await core.signIn(relay);
    await core.until(
      async () => (await core.call('app.bootstrap', {})).connection.loading === null,
    );

    const inbox = await core.call('inbox.list', {
      filter: 'mine',
      sort: 'newest',
      before: null,
      limit: 50,
    });
    expect(inbox).toStrictEqual({
      items: [{ conversation, contact, sender, assignee: person, draft: null }],
      next: null,
    });
    const { messages, previous } = await core.call('conversation.messages', {
      conversationId: conversation.id,
      before: null,
      limit: 50,
    });
    expect(messages).toStrictEqual([message]);
    expect(previous).toBeNull();
    expect((await core.call('app.bootstrap', {})).session).toStrictEqual({
      relayUrl: relay.url,
      person,
      tenant,
    });
  });
});
