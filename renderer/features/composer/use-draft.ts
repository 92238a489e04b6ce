import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Draft } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { BridgeClient } from '../../bridge/client.ts';
import { useBootstrap, useBridge } from '../../bridge/context.tsx';
import { DraftKeeper } from './draft-keeper.ts';

const keepers = new WeakMap<BridgeClient, DraftKeeper>();

function createKeeper(client: BridgeClient, person: string): DraftKeeper {
  const deps = {
    save: (conversationId: ConversationId, draft: Draft | null) =>
      client.call('draft.save', { conversationId, draft }),
    later: (run: () => void, ms: number) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
  };
  const keeper = new DraftKeeper(deps, person);
  client.on('session', ({ session }) => {
    if (session !== null) keeper.belongsTo(session.person.id);
  });
  const flush = () => keeper.flushAll();
  window.addEventListener('pagehide', flush);
  window.addEventListener('beforeunload', flush);
  window.addEventListener('blur', flush);
  document.addEventListener('visibilitychange', flush);
  return keeper;
}

/** The keeper of everything typed, one per client. */
function useDraftKeeper(): DraftKeeper {
  const client = useBridge();
  const { session } = useBootstrap();
  const person = session?.person.id ?? '';
  let keeper = keepers.get(client);
  if (keeper === undefined) {
    keeper = createKeeper(client, person);
    keepers.set(client, keeper);
  }
  return keeper;
}

/**
 * The draft of the conversation on the screen, and how to change it. The same object as long
 * as the conversation is on the screen, so that only what shows the draft is drawn anew by it.
 */
export interface DraftControl {
  readonly read: () => Draft;
  readonly subscribe: (listener: () => void) => () => void;
  /** Changes the draft; it is saved by itself. */
  readonly change: (change: (draft: Draft) => Draft) => void;
  /** Saves now what waits. */
  readonly flush: () => void;
  /** Leaves `rest` and gives the remainder away; puts it back where `given` rejects. */
  readonly giveAway: (rest: Draft, given: Promise<unknown>) => void;
}

function createControl(
  keeper: DraftKeeper,
  conversationId: ConversationId,
  first: Draft,
): DraftControl {
  let current = first;
  const listeners = new Set<() => void>();
  const put = (next: Draft) => {
    current = next;
    for (const listener of listeners) listener();
  };
  const change = (how: (draft: Draft) => Draft) => {
    const next = how(current);
    keeper.change(conversationId, next);
    put(next);
  };
  const flush = () => keeper.flush(conversationId);
  return {
    read: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    flush,
    giveAway: (rest, given) => {
      const before = current;
      keeper.taken(conversationId, rest, given);
      put(rest);
      given.catch(() => {
        // What was typed meanwhile stays behind what comes back.
        change((now) => (now === rest ? before : comeBack(before, rest, now)));
        flush();
      });
    },
  };
}

/** What was given away and came back, with what was typed since. */
function comeBack(before: Draft, rest: Draft, now: Draft): Draft {
  const typedSince = now.text !== rest.text && now.text !== '';
  return { ...before, text: typedSince ? `${before.text}\n\n${now.text}` : before.text };
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
  const keeper = useDraftKeeper();
  const [control] = useState(() =>
    createControl(keeper, conversationId, keeper.read(conversationId, fromCore, answeredAt)),
  );
  useEffect(() => control.flush, [control]);
  return control;
}

/** The draft itself, for what shows it. */
export function useDraftValue(control: DraftControl): Draft {
  return useSyncExternalStore(control.subscribe, control.read);
}
