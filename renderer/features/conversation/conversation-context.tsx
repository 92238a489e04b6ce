import type { TFunction } from 'i18next';
import { createContext, use } from 'react';
import type { ContactRecord, MessageRecord } from '../../../shared/contract/records.ts';
import type { MessageId, PersonId } from '../../../shared/contract/ids.ts';
import type { NextAction } from './model/next-action.ts';
import type { ShownPicture } from './model/pictures.ts';
import type { Formats } from './use-formats.ts';

/** What the messages of a conversation need of the screen around them. */
export interface ConversationScope {
  readonly contact: ContactRecord;
  readonly formats: Formats;
  /** The words of conversations: asked for once, not by every message. */
  readonly t: TFunction<'conversation'>;
  readonly mediaBase: string;
  readonly ownId: PersonId;
  /** Whether freeform may be written now. */
  readonly freeformOpen: boolean;
  /** Whether the relay can be reached. */
  readonly online: boolean;
  /** The message that the later ones of the conversation wait for; null: there is none. */
  readonly held: MessageRecord | null;
  readonly nameOf: (message: MessageRecord) => string;
  readonly reply: (message: MessageRecord) => void;
  readonly copy: (message: MessageRecord) => void;
  readonly jump: (id: MessageId) => void;
  readonly act: (action: NextAction, message: MessageRecord) => void;
  /** Takes a queued message back and puts it into the composer once that has worked. */
  readonly edit: (message: MessageRecord) => void;
  readonly decide: (message: MessageRecord, wentOut: boolean) => void;
  readonly showPicture: (picture: ShownPicture) => void;
}

/** A loaded message; undefined where it is not here. */
export type FindMessage = (id: MessageId) => MessageRecord | undefined;

const ScopeContext = createContext<ConversationScope | null>(null);

export const ConversationScopeProvider = ScopeContext;

// Apart from the scope: it changes with every message that comes, and only quotes ask for it.
const FindContext = createContext<FindMessage>(() => undefined);

export const FindMessageProvider = FindContext;

/** Finds a loaded message of the conversation around; what uses it is drawn anew with each change. */
export function useFindMessage(): FindMessage {
  return use(FindContext);
}

/** What surrounds the messages. Throws outside a conversation. */
export function useConversationScope(): ConversationScope {
  const scope = use(ScopeContext);
  if (scope === null) throw new Error('useConversationScope needs a conversation around it');
  return scope;
}
