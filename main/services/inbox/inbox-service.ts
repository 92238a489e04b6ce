import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { TagId } from '../../../shared/contract/ids.ts';
import type { SettingsStore } from '../../platform/platform.ts';
import { type InboxView, inboxKey } from '../../cache/repos/inbox.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import type { Workspace } from '../session/workspace.ts';

const MINUTE = 60_000;

/** The list of conversations. */
export interface InboxService {
  readonly list: (input: BridgeParsed<'inbox.list'>) => BridgeOutput<'inbox.list'>;
  readonly counts: (input: BridgeParsed<'inbox.counts'>) => BridgeOutput<'inbox.counts'>;
}

/** The inbox of whoever is signed in. */
export function createInboxService(
  workspace: () => Workspace,
  settings: SettingsStore,
  relayClock: RelayClock,
): InboxService {
  const view = (tagId: TagId | null): InboxView => ({
    tagId,
    me: workspace().session().person.id,
    now: relayClock.now(),
    closingBelow: settings.get().windowAmberMinutes * MINUTE,
  });
  return {
    list: ({ filter, tagId, sort, before, limit }) => {
      const { inbox } = workspace().cache;
      const asked = view(tagId);
      // One more than asked for tells whether there is a next page.
      const found = inbox.list(filter, sort, asked, before, limit + 1);
      const items = found.slice(0, limit);
      const last = items.at(-1)?.conversation;
      if (found.length <= limit || last === undefined) return { items, next: null };
      return { items, next: { key: inboxKey(last, sort, asked.now), id: last.id } };
    },
    counts: ({ tagId }) => workspace().cache.inbox.counts(view(tagId)),
  };
}
