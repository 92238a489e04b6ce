import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Draft } from '../../../shared/contract/bridge.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { BridgeClient } from '../../bridge/client.ts';
import { useBootstrap, useBridge } from '../../bridge/context.tsx';
import { createDraftControl, type DraftControl } from './draft-control.ts';
import { DraftKeeper, EMPTY_DRAFT } from './draft-keeper.ts';
import { keepUnsaved, readUnsaved } from './unsaved-drafts.ts';

export type { DraftControl } from './draft-control.ts';

/** Everything typed, of one client: what waits to be saved, and the conversation on the screen. */
interface Drafts {
  readonly keeper: DraftKeeper;
  readonly shown: Map<ConversationId, DraftControl>;
}

const byClient = new WeakMap<BridgeClient, Drafts>();

function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

function createDrafts(client: BridgeClient, person: string): Drafts {
  const deps = {
    save: (conversationId: ConversationId, draft: Draft | null) =>
      client.call('draft.save', { conversationId, draft }),
    later,
    now: () => Date.now(),
  };
  const keeper = new DraftKeeper(deps, person);
  client.on('session', ({ session }) => {
    if (session !== null) keeper.belongsTo(session.person.id);
  });
  const flush = () => keeper.flushAll();
  // What does not reach the core before the page is gone is typed again by the next page of this tab.
  const leave = () => {
    keepUnsaved(sessionStorage, keeper.person, keeper.unsaved());
    flush();
  };
  for (const [conversationId, draft] of readUnsaved(sessionStorage, person)) {
    keeper.change(conversationId, draft);
  }
  keepUnsaved(sessionStorage, person, new Map());
  window.addEventListener('pagehide', leave);
  window.addEventListener('beforeunload', leave);
  window.addEventListener('blur', flush);
  document.addEventListener('visibilitychange', flush);
  return { keeper, shown: new Map() };
}

function useDrafts(): Drafts {
  const client = useBridge();
  const { session } = useBootstrap();
  const person = session?.person.id ?? '';
  let drafts = byClient.get(client);
  if (drafts === undefined) {
    drafts = createDrafts(client, person);
    byClient.set(client, drafts);
  }
  return drafts;
}

const loadDraft = async (client: BridgeClient, conversationId: ConversationId) =>
  (await client.call('draft.get', { conversationId })).draft;

/**
 * Changes the draft of any conversation, on the screen or not.
 *
 * @throws {RefusedError} where it is not on the screen and the core does not tell what it has, or
 *   somebody else has signed in meanwhile
 */
export function useChangeAnyDraft(): (
  conversationId: ConversationId,
  how: (draft: Draft) => Draft,
) => Promise<void> {
  const client = useBridge();
  const { keeper, shown } = useDrafts();
  return async (conversationId, how) => {
    const onScreen = shown.get(conversationId);
    if (onScreen !== undefined) {
      onScreen.change(how);
      return;
    }
    const { person } = keeper;
    const draft = await loadDraft(client, conversationId);
    if (keeper.person !== person) throw new RefusedError('not_signed_in');
    const opened = shown.get(conversationId);
    if (opened !== undefined) opened.change(how);
    else keeper.change(conversationId, how(keeper.read(conversationId, draft, Date.now())));
  };
}

/**
 * The control of a conversation's draft. For a component that lives as long as the conversation
 * is on the screen (give it the conversation's id as key).
 *
 * @param fromCore the draft as the core answered it
 * @param answeredAt when it did, ms of this machine's clock
 */
export function useDraft(
  conversationId: ConversationId,
  fromCore: Draft | null,
  answeredAt: number,
): DraftControl {
  const client = useBridge();
  const { keeper, shown } = useDrafts();
  const [control] = useState(() =>
    createDraftControl(
      { keeper, load: () => loadDraft(client, conversationId), now: () => Date.now(), later },
      conversationId,
      keeper.read(conversationId, fromCore ?? EMPTY_DRAFT, answeredAt),
    ),
  );
  useEffect(() => {
    shown.set(conversationId, control);
    // What is on the screen may be older than what another window has saved since.
    void control.catchUp();
    const stop = client.on('changed', ({ topics }) => {
      const isAboutIt = topics.some(
        (topic) =>
          topic.kind === 'everything' || (topic.kind === 'draft' && topic.id === conversationId),
      );
      if (isAboutIt) void control.catchUp();
    });
    return () => {
      stop();
      control.flush();
      if (shown.get(conversationId) === control) shown.delete(conversationId);
    };
  }, [client, control, conversationId, shown]);
  return control;
}

/** The draft itself, for what shows it. */
export function useDraftValue(control: DraftControl): Draft {
  return useSyncExternalStore(control.subscribe, control.read);
}
