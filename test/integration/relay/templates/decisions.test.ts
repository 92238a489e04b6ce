import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { syncTemplates } from '../../../../relay/services/templates/sync-templates.ts';
import { messageId } from '../../../../shared/contract/ids.ts';
import { READS } from '../../../../shared/contract/reads.ts';
import { messageContent, draftBody } from '../../../support/templates/draft.ts';
import { connectDesktop } from '../../../support/relay/desktop.ts';
import { addSignedIn } from '../../../support/relay/people.ts';
import { restStage } from '../../../support/rest/rest-stage.ts';

const HOUR = 3_600_000;
const answered = z.object({ value: z.object({ value: z.unknown() }) });

/** A relay whose provider tells it of templates, and one template that is approved. */
async function stage() {
  const rest = await restStage();
  const { relay, desktop, account, simulator, tenantId } = rest;
  const [webhook] = await relay.webhooks();
  const url = webhook?.eventsUrl ?? '';
  account.streamEventsTo(url);
  const [content] = account.importContents([
    {
      name: 'order_shipped',
      language: 'en',
      category: 'UTILITY',
      status: 'approved',
      variables: { 1: 'N-1000' },
      types: { 'twilio/text': { body: 'Order {{1}} is on its way.' } },
    },
  ]);
  const sid = content?.sid ?? '';
  await syncTemplates(relay.parts);
  const ask = async (name: 'templates.notices' | 'templates.categoryPrices') => {
    const said: unknown = await desktop.socket.emitWithAck('ask', { name, input: {} });
    return READS[name].value.parse(answered.parse(said).value.value);
  };
  return {
    ...rest,
    url,
    sid,
    ask,
    /** Until every event that is due was posted and answered. */
    told: () => simulator.settled(),
    command: (name: string, input: object): Promise<unknown> =>
      desktop.socket.emitWithAck('command', { id: randomUUID(), name, input }),
    template: () =>
      relay.parts.store.inTenant(tenantId, ({ sql: db }) =>
        db
          .selectFrom('templates')
          .select(['id', 'status', 'category', 'change_no'])
          .where('tenant_id', '=', tenantId)
          .where('provider_content_sid', '=', sid)
          .executeTakeFirst(),
      ),
    notices: async () => {
      const { notices } = READS['templates.notices'].value.parse(await ask('templates.notices'));
      return notices.toSorted((a, b) => a.at - b.at);
    },
    versions: () =>
      relay.parts.store.inTenant(tenantId, ({ sql: db }) =>
        db
          .selectFrom('template_history')
          .select(['status', 'category'])
          .where('tenant_id', '=', tenantId)
          .orderBy('at')
          .orderBy('place')
          .execute(),
      ),
  };
}

test('an event is put down at once, told to admins, and not repeated by the list', async () => {
  const { account, sid, told, template, notices, relay } = await stage();
  account.dropQuality(sid);
  await told();
  expect(await template()).toMatchObject({ status: 'paused', category: 'utility' });
  account.recategorise(sid, 'MARKETING');
  await told();
  expect(await template()).toMatchObject({ status: 'paused', category: 'marketing' });
  const before = await template();
  await syncTemplates(relay.parts);
  expect(await template()).toEqual(before);
  expect(await notices()).toMatchObject([
    { kind: 'paused', name: 'order_shipped', before: 'approved', after: 'paused', effect: null },
    { kind: 'recategorised', before: 'utility', after: 'marketing', effect: { messages: 0 } },
  ]);
});

test('what no event brought, the list brings: the same, once', async () => {
  const { account, sid, template, notices, relay } = await stage();
  account.streamEventsTo(null);
  account.setApproval(sid, 'disabled');
  account.recategorise(sid, 'MARKETING');
  await syncTemplates(relay.parts);
  await syncTemplates(relay.parts);
  expect(await template()).toMatchObject({ status: 'disabled', category: 'marketing' });
  expect((await notices()).map(({ kind }) => kind).toSorted()).toEqual([
    'disabled',
    'recategorised',
  ]);
  account.takeAwayContent(sid);
  await syncTemplates(relay.parts);
  expect(await template()).toBeUndefined();
  expect((await notices()).map(({ kind }) => kind)).toContain('deleted');
});

test('events that come twice, late or in the wrong order say nothing false', async () => {
  const { account, simulator, sid, told, template, notices } = await stage();
  simulator.faults.set({ kind: 'duplicate', callbacks: 'event', copies: 2 });
  account.setApproval(sid, 'paused');
  await told();
  expect(await notices()).toHaveLength(1);
  // The end of the pause is told before its beginning.
  account.setApproval(sid, 'approved');
  await told();
  simulator.faults.set({ kind: 'reorder', callbacks: 'event' });
  account.setApproval(sid, 'paused');
  await simulator.clock.advance(1000);
  account.setApproval(sid, 'approved');
  await told();
  const before = await template();
  await simulator.clock.advance(2 * 60_000);
  await told();
  expect(before).toMatchObject({ status: 'approved' });
  expect(await template()).toEqual(before);
  expect(await notices()).toHaveLength(1);
});

test('a template that the platform takes away is gone, and said', async () => {
  const { account, sid, told, template, notices } = await stage();
  account.takeAwayContent(sid);
  await told();
  expect(await template()).toBeUndefined();
  expect(await notices()).toMatchObject([
    { kind: 'deleted', before: 'approved', after: 'deleted' },
  ]);
});

test('what is not signed, of somebody else, or no event leaves nothing', async () => {
  const { url, account, sid, simulator, relay, template, told } = await stage();
  const event = { type: 'com.twilio.messaging.template.approval.updated', id: 'x', data: {} };
  const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  expect((await post(JSON.stringify([event]))).status).toBe(403);
  expect((await post('[]', { 'x-twilio-signature': 'made up' })).status).toBe(403);
  const nowhere = url.replace(/[0-9a-f-]{36}/u, randomUUID());
  account.streamEventsTo(nowhere);
  account.setApproval(sid, 'paused');
  await simulator.clock.advance(0);
  await told();
  const attempts = simulator.log().filter((entry) => entry.type === 'event');
  expect(attempts.at(-1)).toMatchObject({ answer: 404 });
  expect(await template()).toMatchObject({ status: 'approved' });
  const { values } = await relay.parts.metrics.webhooks.get();
  expect(values.filter(({ labels }) => labels.kind === 'event').map(({ value }) => value)).toEqual(
    expect.arrayContaining([2]),
  );
});

test('each admin puts notices away for themselves', async () => {
  const { account, sid, told, notices, command, relay, tenantId } = await stage();
  account.setApproval(sid, 'paused');
  await told();
  const [notice] = await notices();
  await command('templateNotice.dismiss', { noticeIds: [notice?.id] });
  await command('templateNotice.dismiss', { noticeIds: [notice?.id] });
  expect(await notices()).toEqual([]);
  const other = await addSignedIn(relay, tenantId, 'admin');
  const theirs = await connectDesktop(relay.url, other.token);
  const ask = { name: 'templates.notices', input: {} };
  expect(await theirs.socket.emitWithAck('ask', ask)).toMatchObject({
    value: { value: { notices: [{ id: notice?.id, kind: 'paused' }] } },
  });
  const supervisor = await addSignedIn(relay, tenantId, 'supervisor');
  const lead = await connectDesktop(relay.url, supervisor.token);
  expect(await lead.socket.emitWithAck('ask', ask)).toMatchObject({
    ok: false,
    refusal: { code: 'not_allowed' },
  });
});

test('what waits when its template is paused is held back with the reason, and goes when sent again', async () => {
  const { account, simulator, sid, told, customer, send, relay, ...rest } = await stage();
  const phone = '+34600111222';
  await customer(phone);
  const shipped = {
    to: { phone },
    content: {
      type: 'template',
      template: { name: 'order_shipped', language: 'en' },
      variables: { 1: 'N-7' },
    },
  };
  const sent = z.object({ id: z.string() });
  const statusOf = (id: string) =>
    relay.parts.store.inTenant(rest.tenantId, async ({ sql: db }) => {
      const { status, problem } = await db
        .selectFrom('messages')
        .select(['status', 'problem'])
        .where('id', '=', messageId.parse(id))
        .executeTakeFirstOrThrow();
      return [status, problem?.code ?? null];
    });
  simulator.faults.set({ kind: 'too-many-requests', next: 1000 });
  const { id } = sent.parse((await send(shipped)).body);
  const waits = { timeout: 10_000 };
  const struck = () => simulator.log().some((entry) => entry.type === 'fault');
  await vi.waitFor(() => expect(struck()).toBe(true), waits);
  account.dropQuality(sid);
  await told();
  simulator.faults.clear();
  relay.clock.advance(60_000);
  await vi.waitFor(
    async () => expect(await statusOf(id)).toEqual(['parked', 'template_paused']),
    waits,
  );
  expect(await send(shipped)).toMatchObject({ status: 422, body: { code: 'template_paused' } });
  relay.clock.advance(3 * HOUR);
  await simulator.clock.advance(3 * HOUR);
  await told();
  const again = sent.parse((await send(shipped)).body);
  await vi.waitFor(async () => expect((await statusOf(again.id))[1]).toBeNull(), waits);
  await vi.waitFor(() => expect(rest.taken(phone)).toBe(1), waits);
});

test('a recategorisation says what it costs a month, and unknown stays unknown', async () => {
  const { account, sid, told, notices, customer, send, relay, tenantId, ask } = await stage();
  for (const phone of ['+34600111222', '+34600111333', '+491701234567']) {
    await customer(phone);
    const content = {
      type: 'template',
      template: { name: 'order_shipped', language: 'en' },
      variables: { 1: 'N-7' },
    };
    expect(await send({ to: { phone }, content })).toMatchObject({ status: 202 });
  }
  const wentOut = () =>
    relay.parts.store.inTenant(tenantId, async ({ sql: db }) => {
      const { count } = await db
        .selectFrom('messages')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('kind', '=', 'template')
        .where('status', 'not in', ['queued', 'parked', 'sending'])
        .executeTakeFirstOrThrow();
      return count;
    });
  await vi.waitFor(async () => expect(await wentOut()).toBe(3), { timeout: 10_000 });
  account.recategorise(sid, 'MARKETING');
  await told();
  const { markets } = READS['templates.categoryPrices'].value.parse(
    await ask('templates.categoryPrices'),
  );
  expect(markets.map(({ market, conversations }) => [market, conversations])).toEqual([
    ['Spain', 2],
    ['Germany', 1],
  ]);
  const differences = markets.map(
    ({ utility, marketing, conversations }) =>
      ((marketing?.micro ?? NaN) - (utility?.micro ?? NaN)) * conversations,
  );
  const [spain = NaN, germany = NaN] = differences;
  expect(spain).toBeGreaterThan(0);
  const [notice] = await notices();
  expect(notice?.effect).toEqual({
    messages: 3,
    monthly: { micro: spain + germany, currency: 'USD' },
  });
});

test('an approval as marketing is counted, and a second one takes utility templates away', async () => {
  const { command, simulator, told, notices, versions, relay } = await stage();
  const submitOne = async (word: string) => {
    const draftId = randomUUID();
    const body = draftBody(word, {
      languages: [
        {
          language: 'en',
          content: messageContent({
            body: `Your order {{order_number}} of ${word} comes with a special offer, see below.`,
          }),
        },
      ],
    });
    await command('templateDraft.save', { draftId, base: null, body });
    return command('templateVersion.submit', {
      versionId: randomUUID(),
      draftId,
      language: 'en',
      number: 1,
      name: body.name,
      category: 'utility',
      content: body.languages[0]?.content,
      submittedAt: 1,
    });
  };
  const judged = async (count: number) => {
    await vi.waitFor(
      async () => {
        expect((await versions()).filter(({ status }) => status === 'received')).toHaveLength(
          count,
        );
      },
      { timeout: 10_000 },
    );
    await simulator.clock.advance(HOUR);
    await told();
    expect((await versions()).filter(({ category }) => category === 'marketing')).toHaveLength(
      count,
    );
  };
  const accepted = { ok: true };
  expect(await submitOne('spring')).toMatchObject(accepted);
  await judged(1);
  expect(await submitOne('summer')).toMatchObject(accepted);
  await judged(2);
  expect((await notices()).map(({ kind }) => kind)).toEqual(['recategorised', 'recategorised']);
  expect(await submitOne('autumn')).toMatchObject({
    ok: false,
    refusal: { code: 'template_not_valid', detail: expect.stringContaining('category.restricted') },
  });
  relay.clock.advance(8 * 24 * HOUR);
  expect(await submitOne('winter')).toMatchObject(accepted);
});
