import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { openReception } from '../../../../relay/http/webhooks/receive-webhook.ts';
import type { ProviderStatus } from '../../../../relay/providers/provider.ts';
import { applyStatus } from '../../../../relay/services/sending/apply-status.ts';
import type { ConversationId, MessageId } from '../../../../shared/contract/ids.ts';
import { type TestStore, testStore } from '../../../support/relay-database/test-database.ts';
import { scriptedProvider } from '../../../support/sending-model/scripted-provider.ts';
import {
  addConversation,
  sendingWorld,
  type SendingWorld,
  startRelay,
  stored,
  type TestRelay,
} from '../../../support/sending-model/sending-world.ts';

/* Statuses that come in the same moment are committed together. What several of them say of one
 * message, in whatever order and however often, must leave what the furthest of them says. */

/** The way of a message, and what the product calls each step. */
const WAYS: readonly (readonly ProviderStatus[])[] = [
  ['accepted', 'sent', 'delivered', 'read'],
  ['accepted', 'sent', 'failed'],
  ['accepted', 'sent', 'undelivered'],
];

let testBase: TestStore;
let world: SendingWorld;
let relay: TestRelay;
let conversations: readonly ConversationId[];

beforeEach(async () => {
  testBase = await testStore();
  world = await sendingWorld(testBase, (clock) => scriptedProvider(clock.now).provider);
  relay = startRelay(world);
  onTestFinished(relay.stop);
  const added = [await addConversation(world), await addConversation(world)];
  conversations = added.map(({ conversationId }) => conversationId);
});

interface Accepted {
  readonly id: MessageId;
  readonly sid: string;
  readonly token: string;
}

/** Messages that the provider has taken, turn about in the conversations. */
async function accepted(count: number): Promise<Accepted[]> {
  const messages: Accepted[] = [];
  for (let n = 0; n < count; n += 1) {
    const conversation = conversations[n % conversations.length];
    if (conversation === undefined) throw new Error('no conversation');
    const id = await relay.write(conversation, `out ${String(n)}`);
    await relay.idle();
    const { provider_sid: sid, token } = await stored(world, id);
    messages.push({ id, sid: sid ?? '', token });
  }
  return messages;
}

/** Takes statuses as the webhooks do; those given in one turn come together. */
function reception() {
  const { accountId, accountSid, tenantId, parts } = world;
  let woken = 0;
  const receive = openReception(parts, {
    applyStatus,
    wake: () => {
      woken += 1;
    },
  });
  const tell = (providerSid: string, status: ProviderStatus, token: string | null) =>
    receive({
      account: { id: accountId, tenantId, accountSid, authToken: '' },
      event: { kind: 'status', providerSid, status, errorCode: null },
      token,
      repeated: false,
    });
  return { tell, woken: () => woken };
}

it('several statuses of each message in one group leave the furthest of each', async () => {
  const { tell } = reception();
  const said = fc
    .tuple(fc.constantFrom(...WAYS), fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }))
    .map(([way, steps]) => ({ way, steps: steps.map((step) => step % way.length) }));
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 3, maxLength: 3 }), async (all) => {
      // A customer gets only so many messages at once.
      world.clock.advance(60_000);
      const messages = await accepted(all.length);
      const words = all.flatMap(({ way, steps }, index) =>
        steps.map((step) => ({ index, status: way[step] ?? 'accepted' })),
      );
      const commits = testBase.commits.length;
      const outcomes = await Promise.all(
        words
          // Those of all messages mixed, as a network delivers them.
          .toSorted((one, other) => (one.status < other.status ? -1 : 1))
          .map(({ index, status }) => {
            const { sid = '', token = '' } = messages[index] ?? {};
            // Some say whose they are, some only which message they are of.
            return tell(sid, status, index === 1 ? null : token);
          }),
      );
      expect(outcomes.every((outcome) => outcome === 'stored' || outcome === 'seen')).toBe(true);
      const statuses = await Promise.all(
        messages.map(async ({ id }) => (await stored(world, id)).status),
      );
      expect(statuses).toEqual(all.map(({ way, steps }) => way[Math.max(...steps)]));
      expect(testBase.commits.length - commits).toBeLessThanOrEqual(1);
    }),
    { numRuns: 10 },
  );
});

it('a status that was told twice in a group is applied once, and wakes who waits', async () => {
  const [message] = await accepted(1);
  const { tell, woken } = reception();
  const { sid = '', token = '' } = message ?? {};
  const commits = testBase.commits.length;
  const outcomes = await Promise.all(
    (['delivered', 'sent', 'delivered', 'accepted', 'delivered'] as const).map((status) =>
      tell(sid, status, token),
    ),
  );
  expect(outcomes).toEqual(['stored', 'seen', 'seen', 'seen', 'seen']);
  expect(testBase.commits).toHaveLength(commits + 1);
  expect(woken()).toBe(1);
});

it('one that cannot be stored keeps no other of its group out', async () => {
  const messages = await accepted(2);
  const { tell } = reception();
  const [one, other] = messages.map(({ sid, token }) => ({ sid, token }));
  const outcomes = await Promise.allSettled([
    tell(one?.sid ?? '', 'delivered', one?.token ?? ''),
    // No database can hold a zero character.
    tell('SM\u0000', 'sent', null),
    tell(other?.sid ?? '', 'sent', null),
    tell(`SM${randomUUID()}`, 'read', null),
    tell(one?.sid ?? '', 'sent', null),
  ]);
  expect(outcomes.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual([
    'stored',
    'failed',
    'stored',
    'early',
    'seen',
  ]);
  const statuses = await Promise.all(
    messages.map(async ({ id }) => (await stored(world, id)).status),
  );
  expect(statuses).toEqual(['delivered', 'sent']);
});
