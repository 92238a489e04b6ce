import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BRIDGE_SCHEMAS,
  type BridgeCall,
  type BridgeInput,
  type BridgeOutput,
  DEFAULT_SETTINGS,
} from '../../../shared/contract/bridge.ts';
import { answerOf } from '../../../shared/contract/errors.ts';
import type { PersonRecord, TenantRecord } from '../../../shared/contract/records.ts';
import {
  PROTOCOL_VERSION,
  RELAY_SCHEMAS,
  type RelayCall,
  type RelayValue,
} from '../../../shared/contract/relay.ts';
import { createDispatcher } from '../../../main/bridge/dispatcher.ts';
import { createHandlers } from '../../../main/bridge/handlers.ts';
import { createPushes } from '../../../main/bridge/pushes.ts';
import type { Cache } from '../../../main/cache/cache.ts';
import { systemClock } from '../../../main/clock.ts';
import { createPagesInSight } from '../../../main/services/attention/pages.ts';
import { createConversationService } from '../../../main/services/conversation/conversation-service.ts';
import { createDraftService } from '../../../main/services/drafts/draft-service.ts';
import { createInboxService } from '../../../main/services/inbox/inbox-service.ts';
import { createNoteService } from '../../../main/services/notes/note-service.ts';
import { createOrderService } from '../../../main/services/orders/order-service.ts';
import { createPresenceService } from '../../../main/services/presence/presence-service.ts';
import { createContactService } from '../../../main/services/contacts/contact-service.ts';
import { createRecordService } from '../../../main/services/records/record-service.ts';
import { createSearchService } from '../../../main/services/search/search-service.ts';
import { createSendingService } from '../../../main/services/sending/sending-service.ts';
import { createWorkspace } from '../../../main/services/session/workspace.ts';
import { createRelayClock } from '../../../main/sync/relay-clock.ts';
import { createStatus } from '../../../main/sync/status.ts';
import { createTopics } from '../../../main/sync/topics.ts';

const nothing = (): void => undefined;
const log = nothing;

/** The core on an open cache, with a relay that answers from memory. */
export interface BenchCore {
  readonly call: <C extends BridgeCall>(name: C, input: BridgeInput<C>) => Promise<BridgeOutput<C>>;
  /** The relay welcomes the desktop; what it pulls comes from `answers`. */
  readonly welcomed: (head: { readonly epoch: string; readonly number: number }) => void;
  /** Resolves with the first `changed` push for which this holds. */
  readonly close: () => void;
}

/**
 * @param answers JSON of the value that the relay gives to a call; it is parsed as over a socket
 */
export function benchCore(
  cache: Cache,
  who: { readonly person: PersonRecord; readonly tenant: TenantRecord },
  answers: (call: RelayCall, input: unknown) => string,
): BenchCore {
  const relayClock = createRelayClock(systemClock);
  const pushes = createPushes(log);
  const status = createStatus(systemClock.wall, nothing);
  const topics = createTopics((changed) => {
    pushes.push('changed', { topics: [...changed] });
  });
  const presence = createPresenceService(() => null, systemClock, log, nothing);
  async function ask<C extends RelayCall>(call: C, input: unknown): Promise<RelayValue<C>> {
    await nextTurn();
    const value: unknown = JSON.parse(answers(call, input));
    return RELAY_SCHEMAS[call].value.parse(value);
  }
  const { relayUrl } = cache.identity;
  const session = { relayUrl, ...who };
  const workspace = createWorkspace({
    cache,
    client: {
      listen: nothing,
      open: nothing,
      isOnline: () => true,
      ask,
      reconnect: nothing,
      close: nothing,
    },
    token: 'none',
    session,
    clock: systemClock,
    relayClock,
    status,
    topics,
    presence,
    log,
    pause: 1000,
    look: 5000,
    clockMeasured: nothing,
    sessionChanged: nothing,
    ended: nothing,
    arrived: nothing,
    noted: nothing,
    refused: nothing,
    ordersChanged: () => undefined,
    uploaded: nothing,
    failed: (error) => {
      throw error;
    },
  });
  const theWorkspace = () => workspace;
  const settings = { get: () => DEFAULT_SETTINGS, update: () => DEFAULT_SETTINGS };
  const dispatch = createDispatcher(
    createHandlers({
      about: { version: '0', profile: 'b', mediaBase: '', uploadBase: '', suggestedRelayUrl: '' },
      records: createRecordService(theWorkspace, topics, relayClock),
      contacts: createContactService(theWorkspace),
      notes: createNoteService(theWorkspace, topics, relayClock, systemClock),
      orders: createOrderService(theWorkspace, topics, relayClock, systemClock),
      pagesInSight: createPagesInSight(),
      platform: {
        secrets: {
          protected: true,
          read: () => Promise.resolve(null),
          write: () => Promise.resolve(),
        },
        notify: null,
        setBadge: nothing,
        openExternal: null,
      },
      settings,
      relayClock,
      status,
      topics,
      pushes,
      session: {
        restore: () => Promise.resolve(),
        signIn: () => Promise.resolve({ outcome: 'signed_in', session }),
        ways: () => Promise.resolve({ singleSignOn: null }),
        beginSingleSignOn: () => Promise.resolve({ url: '' }),
        singleSignOn: () => Promise.resolve({ outcome: 'signed_in', session }),
        leaveSingleSignOn: nothing,
        secondStep: () => Promise.resolve(session),
        signOut: () => Promise.resolve(),
        end: nothing,
        workspace: theWorkspace,
        current: theWorkspace,
        replaceCache: () => Promise.resolve(),
        close: nothing,
      },
      inbox: createInboxService(theWorkspace, settings, relayClock),
      conversation: createConversationService(theWorkspace, topics),
      sending: createSendingService(theWorkspace, topics, relayClock, systemClock),
      drafts: createDraftService(theWorkspace, topics, systemClock),
      search: createSearchService(theWorkspace),
      presence,
    }),
    log,
    (error) => {
      throw error;
    },
  );
  return {
    call: async (name, input) => {
      const answer = answerOf(BRIDGE_SCHEMAS[name].output).parse(await dispatch({ name, input }));
      if (!answer.ok) throw new Error(answer.refusal.what);
      return answer.value;
    },
    welcomed: (head) => {
      workspace.welcomed(
        {
          protocol: PROTOCOL_VERSION,
          minimumClientVersion: '0.0.0',
          relayVersion: '0',
          head,
          serverTime: systemClock.wall(),
          ...who,
        },
        [],
      );
    },
    close: workspace.close,
  };
}
