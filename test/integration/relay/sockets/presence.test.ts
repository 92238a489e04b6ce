import type { Socket } from 'socket.io-client';
import { expect, test } from 'vitest';
import { type PresenceNews, presenceNews } from '../../../../shared/contract/relay.ts';
import { connectDesktop, signIn, type TestDesktop } from '../../../support/relay/desktop.ts';
import { addOtherTenant, addSignedIn } from '../../../support/relay/people.ts';
import { runningRelay, type TestRelay } from '../../../support/relay/running-relay.ts';
import { addConversation } from '../../../support/relay/thread.ts';

/** What a desktop hears of presence, from before it connects. */
class Ear {
  readonly heard: PresenceNews[] = [];
  readonly #waiting = new Set<() => void>();

  listen(socket: Socket): void {
    socket.on('presence', (news) => {
      this.heard.push(presenceNews.parse(news));
      for (const look of this.#waiting) look();
    });
  }

  heardOf(): ReadonlySet<string> {
    return new Set(
      this.heard.flatMap(({ present, gone }) => [...present.map((one) => one.personId), ...gone]),
    );
  }

  /** Resolves with the first news, already heard or to come, of which this is true. */
  when(isIt: (news: PresenceNews) => boolean): Promise<PresenceNews> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.heard.find(isIt);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

async function listening(url: string, token: string): Promise<TestDesktop & { readonly ear: Ear }> {
  const ear = new Ear();
  const desktop = await connectDesktop(url, token, (socket) => {
    ear.listen(socket);
    return Promise.resolve();
  });
  return { ...desktop, ear };
}

async function northwind(relay: TestRelay) {
  const ada = await listening(relay.url, await signIn(relay.url));
  const tenantId = ada.welcome.tenant.id;
  const conversation = await relay.parts.store.inTenant(tenantId, async (tx) => {
    const sender = await tx.sql
      .selectFrom('senders')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    return addConversation(tx, sender.id);
  });
  const grace = await addSignedIn(relay, tenantId);
  return { ada, tenantId, conversation, grace };
}

test('a colleague’s place, typing and leaving are told, and the whole to who comes later', async () => {
  const relay = await runningRelay();
  const { ada, conversation, grace } = await northwind(relay);
  const her = await listening(relay.url, grace.token);
  const { id: adaId } = ada.welcome.person;
  expect(await her.ear.when(({ whole }) => whole)).toEqual({
    whole: true,
    present: [{ personId: adaId, conversationId: null, typing: false }],
    gone: [],
  });
  const places = [{ conversationId: conversation, typing: true }];
  expect(await her.call('presence', { places })).toEqual({ ok: true, value: {} });
  const entry = { personId: grace.personId, conversationId: conversation, typing: true };
  const told = await ada.ear.when(({ present }) => present.some(({ typing }) => typing));
  expect(told).toEqual({ whole: false, present: [entry], gone: [] });
  her.socket.close();
  expect(await ada.ear.when(({ gone }) => gone.length > 0)).toEqual({
    whole: false,
    present: [],
    gone: [grace.personId],
  });
  // Nobody heard of themselves.
  expect(ada.ear.heardOf()).toEqual(new Set([grace.personId]));
  expect(her.ear.heardOf()).toEqual(new Set([adaId]));
});

test('another tenant hears nothing, and its conversations’ ids are as good as invented ones', async () => {
  const relay = await runningRelay();
  const { ada, conversation, grace } = await northwind(relay);
  const { owner } = await addOtherTenant(relay);
  const stranger = await listening(relay.url, owner.token);
  const invented = '018f3d2e-7c1a-4b5e-9f00-000000000001';
  for (const conversationId of [conversation, invented]) {
    const answer = await stranger.call('presence', { places: [{ conversationId, typing: true }] });
    expect(answer).toEqual({ ok: true, value: {} });
  }
  const her = await listening(relay.url, grace.token);
  await her.call('presence', { places: [{ conversationId: conversation, typing: true }] });
  await ada.ear.when(({ present }) => present.some(({ typing }) => typing));
  const ids = JSON.stringify(ada.ear.heard);
  expect(ids).not.toContain(owner.personId);
  expect(ids).not.toContain(invented);
  expect(stranger.ear.heard).toEqual([{ whole: true, present: [], gone: [] }]);
});

test('presence crosses between relays, and leaves with a relay that stops', async () => {
  const one = await runningRelay();
  const { ada, conversation, grace } = await northwind(one);
  const { databaseUrl, secretKey } = one;
  const other = await runningRelay({ databaseUrl, secretKey });
  const her = await listening(other.url, grace.token);
  // The relay that started later has asked the first one.
  const mine = ({ present }: PresenceNews) =>
    present.some(({ personId }) => personId === ada.welcome.person.id);
  await her.ear.when(mine);
  await her.call('presence', { places: [{ conversationId: conversation, typing: true }] });
  await ada.ear.when(({ present }) => present.some(({ typing }) => typing));
  await other.close();
  const left = await ada.ear.when(({ gone }) => gone.length > 0);
  expect(left.gone).toEqual([grace.personId]);
});
