import type { BridgeOutput, BridgeParsed, Draft } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { Clock } from '../../clock.ts';
import type { Topics } from '../../sync/topics.ts';
import type { Workspace } from '../session/workspace.ts';

/** What is typed and not sent. It is in the cache when the call is answered. */
export interface DraftService {
  readonly get: (conversationId: ConversationId) => BridgeOutput<'draft.get'>;
  readonly save: (input: BridgeParsed<'draft.save'>) => void;
}

/** Whether there is nothing in a draft that anyone would miss. */
function isEmpty({ text, template, repliesToId, attachments, note, ...rest }: Draft): boolean {
  const isReplyEmpty = text === '' && template === null && repliesToId === null;
  return isReplyEmpty && attachments.length === 0 && !note && rest.orderReference === undefined;
}

/** The drafts of whoever is signed in. */
export function createDraftService(
  workspace: () => Workspace,
  topics: Topics,
  clock: Clock,
): DraftService {
  return {
    get: (conversationId) => ({ draft: workspace().cache.drafts.get(conversationId) }),
    save: ({ conversationId, draft }) => {
      const { drafts } = workspace().cache;
      const kept = draft === null || isEmpty(draft) ? null : draft;
      const before = drafts.get(conversationId);
      if (JSON.stringify(before) === JSON.stringify(kept)) return;
      drafts.set(conversationId, kept, clock.wall());
      topics.draft(conversationId);
    },
  };
}
