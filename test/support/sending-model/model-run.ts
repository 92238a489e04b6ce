import { randomUUID } from 'node:crypto';
import { type ConversationId, type MessageId, messageId } from '../../../shared/contract/ids.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { applyStatus } from '../../../relay/services/sending/apply-status.ts';
import { PAIR_BURST, PAIR_MS } from '../../../relay/services/sending/timing.ts';
import type { ProviderStatus } from '../../../relay/providers/provider.ts';
import { dueSends } from '../../../relay/services/sending/send-store.ts';
import type { TestStore } from '../relay-database/test-database.ts';
import { type Action, CONVERSATIONS } from './actions.ts';
import { type MortalRelay, startMortalRelay } from './mortal-relay.ts';
import { scriptedProvider, type ScriptedProvider, type Taken } from './scripted-provider.ts';
import { addConversation, HOUR, type SendingWorld, sendingWorld } from './sending-world.ts';

interface ModelConversation {
  readonly id: ConversationId;
  readonly address: string;
  lastInboundAt: number;
  optIn: 'opted_in' | 'opted_out';
  /** Since when the next message has to wait, and how many there were since. */
  chatty: { readonly since: number; calls: number } | null;
}

/** What one run came to, for the promises to be held against. */
export interface RunEnd {
  readonly world: SendingWorld;
  readonly provider: ScriptedProvider;
  readonly messages: readonly MessageId[];
  /** What the provider saw that it must never see. */
  readonly violations: readonly string[];
  /** Sends that may have been in flight when a relay died or an answer was lost. */
  readonly lost: number;
  /** What was told of each message that the provider took, by SID. */
  readonly told: ReadonlyMap<string, readonly ProviderStatus[]>;
  /** Messages of which a person said that they went out. */
  readonly decided: ReadonlySet<string>;
  /** Whether something may have been released that could not arrive in time any more. */
  readonly wasTight: boolean;
  /** Tells a status of a message, as a webhook does. */
  readonly tell: (message: Taken, status: ProviderStatus, withToken: boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** So much of the sender's pace may be used at once, in ms of it. */
const BURST = 250;
/** The shortest wait after a 429. */
const PAUSE = 1000;

/** The end of the window as the platform has it, with the guard band of the product. */
const WINDOW = 24 * HOUR - 120_000;

/** Lets all of this happen to a relay, then gives it the time to come to an end. */
export async function run(store: TestStore, actions: readonly Action[]): Promise<RunEnd> {
  let scripted: ScriptedProvider | undefined;
  const world = await sendingWorld(store, (clock) => {
    scripted = scriptedProvider(clock.now);
    return scripted.provider;
  });
  if (scripted === undefined) throw new Error('no provider');
  const provider = scripted;
  const stage = await setStage(world, provider);
  for (const action of actions) {
    await stage.perform(action);
    if (stage.mortal().isDead()) await stage.revive();
  }
  await stage.comeToAnEnd();
  return {
    world,
    provider,
    messages: stage.messages,
    violations: stage.violations,
    lost: stage.lost(),
    told: stage.told,
    decided: stage.decided,
    wasTight: stage.wasTight(),
    tell: stage.tell,
    stop: () => stage.mortal().relay.stop(),
  };
}

async function setStage(world: SendingWorld, provider: ScriptedProvider) {
  const { clock, parts, tenantId } = world;
  const conversations: ModelConversation[] = [];
  for (let i = 0; i < CONVERSATIONS; i += 1) {
    const { conversationId: id, address } = await addConversation(world, {
      address: `+1555000200${i}`,
    });
    conversations.push({
      id,
      address,
      lastInboundAt: clock.now(),
      optIn: 'opted_in',
      chatty: null,
    });
  }
  const messages: MessageId[] = [];
  const violations: string[] = [];
  const told = new Map<string, ProviderStatus[]>();
  const decided = new Set<string>();
  const optedOutThere = new Set<ModelConversation>();
  let crashes = 0;
  // Of a relay that stands still, nobody sees when it took its turn.
  let stood = false;
  let wasTight = false;
  let rate: { readonly since: number; readonly perSecond: number; calls: number } | null = null;
  let busyAt: number | null = null;
  let mortal: MortalRelay = startMortalRelay(world);

  const judgePace = (conversation: ModelConversation): void => {
    const now = clock.now();
    if (busyAt !== null && now > busyAt && now < busyAt + PAUSE) {
      violations.push('called while the provider was busy');
    }
    const { chatty } = conversation;
    if (chatty !== null) {
      chatty.calls += 1;
      if (chatty.calls * PAIR_MS > now - chatty.since) violations.push('too fast for one person');
    }
    if (rate === null) return;
    rate.calls += 1;
    const paced = (now - rate.since + BURST) / (1000 / rate.perSecond);
    if (rate.calls > 1 + Math.floor(paced)) violations.push('too fast for the sender');
  };

  const advance = (ms: number): void => {
    clock.advance(ms);
    for (const { lastInboundAt } of conversations) {
      const left = lastInboundAt + WINDOW - clock.now();
      // A window is open then, and no call can have a whole second of validity.
      if (left > 0 && left < 1000) wasTight = true;
    }
  };

  provider.called = ({ to, content, validitySeconds }, script): void => {
    const conversation = conversations.find(({ address }) => address === to.phone);
    if (conversation === undefined) {
      violations.push('sent to nobody we know');
      return;
    }
    if (conversation.optIn === 'opted_out') violations.push('sent after an opt-out');
    if (script === 'opted_out') {
      conversation.optIn = 'opted_out';
      optedOutThere.add(conversation);
    }
    if (!stood) judgePace(conversation);
    if (script === 'busy') busyAt = clock.now();
    if (content.kind === 'template') return;
    const end = conversation.lastInboundAt + WINDOW;
    if (clock.now() >= end) violations.push('freeform out of a closed window');
    if (validitySeconds === null || clock.now() + validitySeconds * 1000 > end) {
      violations.push('freeform that may arrive after the window');
    }
  };

  const tell: RunEnd['tell'] = async (message, status, withToken) => {
    told.set(message.providerSid, [...(told.get(message.providerSid) ?? []), status]);
    await parts.store.inTenant(tenantId, (tx) =>
      applyStatus(tx, {
        account: { id: world.accountId },
        providerSid: message.providerSid,
        token: withToken ? message.token : null,
        status,
        errorCode: status === 'failed' || status === 'undelivered' ? 63_016 : null,
        now: clock.now(),
      }),
    );
    mortal.relay.wake();
  };
  provider.tellFirst = (message) => tell(message, 'delivered', false);

  const columns = (conversation: ModelConversation) =>
    parts.store.inTenant(tenantId, async ({ sql }) => {
      const { contact_id } = await sql
        .updateTable('conversations')
        .set({ last_inbound_at: conversation.lastInboundAt })
        .where('id', '=', conversation.id)
        .returning('contact_id')
        .executeTakeFirstOrThrow();
      await sql
        .updateTable('contacts')
        .set({ opt_in_whatsapp: conversation.optIn })
        .where('id', '=', contact_id)
        .execute();
    });

  /** A command may be refused, and a relay may be dead: neither is a fault. */
  const mayRefuse = async (command: Promise<void>): Promise<boolean> => {
    try {
      await command;
      return true;
    } catch (error) {
      if (error instanceof RefusedError || mortal.isDead()) return false;
      throw error;
    }
  };

  const newMessage = async (give: (id: MessageId) => Promise<void>): Promise<void> => {
    const id = messageId.parse(randomUUID());
    if (await mayRefuse(give(id))) messages.push(id);
  };

  const perform = async (action: Action): Promise<void> => {
    const { relay } = mortal;
    switch (action.do) {
      case 'write': {
        const to = conversations[action.conversation];
        if (to === undefined) return;
        return newMessage((id) =>
          relay.give('message.sendText', {
            messageId: id,
            conversationId: to.id,
            body: action.body,
            repliesToId: null,
            validUntil: null,
          }),
        );
      }
      case 'template': {
        const to = conversations[action.conversation];
        if (to === undefined) return;
        return newMessage((id) =>
          relay.give('message.sendTemplate', {
            messageId: id,
            conversationId: to.id,
            templateId: world.templateId,
            variables: { '1': 'Anna' },
          }),
        );
      }
      case 'customer': {
        const from = conversations[action.conversation];
        if (from === undefined) return;
        from.lastInboundAt = clock.now();
        return columns(from);
      }
      case 'consent': {
        const of = conversations[action.conversation];
        if (of === undefined) return;
        // What is being released at this moment may still leave: consent is settled first.
        await relay.idle();
        of.optIn = action.optIn;
        return columns(of);
      }
      case 'cancel': {
        const id = messages[action.message % messages.length];
        if (id !== undefined) await mayRefuse(relay.give('message.cancel', { messageId: id }));
        return;
      }
      case 'decide': {
        const id = messages[action.message % messages.length];
        if (id === undefined) return;
        const { wentOut } = action;
        const done = await mayRefuse(relay.give('message.decide', { messageId: id, wentOut }));
        if (done) decided.add(id);
        return;
      }
      case 'script':
        provider.script.push(...action.scripts);
        return;
      case 'tell': {
        const message = provider.taken[action.taken % provider.taken.length];
        if (message !== undefined) await tell(message, action.status, action.withToken);
        return;
      }
      case 'pass':
        await relay.idle();
        advance(action.ms);
        relay.wake();
        return;
      case 'crash':
        mortal.dieAt(action.place);
        return;
      case 'sender':
        await parts.store.inTenant(tenantId, ({ sql }) =>
          sql.updateTable('senders').set({ status: action.status }).execute(),
        );
        return;
      case 'books':
        provider.listFails = !action.open;
        provider.listLag = action.lag;
        return;
      case 'rate':
        await relay.idle();
        rate = { since: clock.now(), perSecond: action.perSecond, calls: 0 };
        await parts.store.inTenant(tenantId, ({ sql }) =>
          sql.updateTable('senders').set({ messages_per_second: action.perSecond }).execute(),
        );
        return;
      case 'chatty': {
        const partner = conversations[action.conversation];
        if (partner === undefined) return;
        await relay.idle();
        partner.chatty = { since: clock.now(), calls: 0 };
        await parts.store.inTenant(tenantId, ({ sql }) =>
          sql
            .updateTable('conversations')
            .set({ paced_until: clock.now() + PAIR_BURST * PAIR_MS })
            .where('id', '=', partner.id)
            .execute(),
        );
        return;
      }
      case 'still':
        stood = true;
        mortal.standStill(action.ms);
        return;
      case 'settle':
        await relay.idle();
    }
  };

  /** An answer of the provider that a relay died with has told nobody of an opt-out or a pause. */
  const forgetLostAnswers = async (): Promise<void> => {
    for (const conversation of optedOutThere) {
      const { opt_in_whatsapp: optIn } = await parts.store.inTenant(tenantId, ({ sql }) =>
        sql
          .selectFrom('contacts')
          .select('opt_in_whatsapp')
          .where('phone', '=', conversation.address)
          .executeTakeFirstOrThrow(),
      );
      if (optIn === 'opted_in') conversation.optIn = optIn;
    }
    optedOutThere.clear();
    busyAt = null;
  };

  const revive = async (): Promise<void> => {
    crashes += 1;
    await mortal.relay.stop();
    await forgetLostAnswers();
    mortal = startMortalRelay(world);
  };

  const comeToAnEnd = async (): Promise<void> => {
    provider.listFails = false;
    provider.script.length = 0;
    do {
      await mortal.relay.idle();
      if (mortal.isDead()) await revive();
      advance(13_000);
      await mortal.relay.idle();
    } while (await hasUnfinished());
  };

  const hasUnfinished = async (): Promise<boolean> =>
    mortal.isDead() || (await dueSends(parts.store, clock.now(), 1)).length > 0;

  return {
    messages,
    violations,
    told,
    decided,
    perform,
    revive,
    comeToAnEnd,
    tell,
    mortal: () => mortal,
    wasTight: () => stood || wasTight,
    lost: () =>
      crashes * CONVERSATIONS +
      provider.outcomes.filter((outcome) => outcome.startsWith('in_doubt')).length,
  };
}
