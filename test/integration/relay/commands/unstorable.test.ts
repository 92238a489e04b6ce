import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { addConversation, addSender } from '../../../support/relay/thread.ts';

test('a text that no database can hold is refused for good, not as a fault of the relay', async () => {
  const relay = await runningRelay();
  const { welcome, call } = await connectDesktop(relay.url, await signIn(relay.url));
  const conversationId = await relay.parts.store.inTenant(welcome.tenant.id, async (tx) =>
    addConversation(tx, await addSender(tx), relay.clock.now()),
  );
  const answer = await call('command', {
    id: randomUUID(),
    name: 'message.sendText',
    input: {
      messageId: randomUUID(),
      conversationId,
      body: 'Hello\u0000',
      repliesToId: null,
      validUntil: null,
    },
  });
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_input' } });
});
