import { createContext, use } from 'react';
import type {
  ContactRecord,
  MediaRecord,
  MessageRecord,
} from '../../../shared/contract/records.ts';
import type { MessageId, PersonId } from '../../../shared/contract/ids.ts';
import type { NextAction } from './model/next-action.ts';
import type { Formats } from './use-formats.ts';

/** A picture that is shown large, and when it came. */
export interface ShownPicture {
  readonly media: MediaRecord;
  readonly at: number;
}

/** What the messages of a conversation need of the screen around them. */
export interface ConversationScope {
  readonly contact: ContactRecord;
  readonly formats: Formats;
  readonly mediaBase: string;
  readonly ownId: PersonId;
  /** Whether freeform may be written now. */
  readonly freeformOpen: boolean;
  /** Whether the relay can be reached. */
  readonly online: boolean;
  readonly nameOf: (message: MessageRecord) => string;
  /** A loaded message; undefined where it is not here. */
  readonly find: (id: MessageId) => MessageRecord | undefined;
  readonly reply: (message: MessageRecord) => void;
  readonly copy: (message: MessageRecord) => void;
  readonly jump: (id: MessageId) => void;
  readonly act: (action: NextAction, message: MessageRecord) => void;
  readonly decide: (message: MessageRecord, wentOut: boolean) => void;
  readonly showPicture: (picture: ShownPicture) => void;
}

const ScopeContext = createContext<ConversationScope | null>(null);

export const ConversationScopeProvider = ScopeContext;

/** What surrounds the messages. Throws outside a conversation. */
export function useConversationScope(): ConversationScope {
  const scope = use(ScopeContext);
  if (scope === null) throw new Error('useConversationScope needs a conversation around it');
  return scope;
}
