import type { ConversationId } from '../../../shared/contract/ids.ts';

export interface ConversationScreenProps {
  readonly conversationId: ConversationId;
  /** Goes back to the list; null where list and conversation stand side by side. */
  readonly onBack: (() => void) | null;
  readonly panelOpen: boolean;
  readonly onTogglePanel: () => void;
}

/** One conversation: header, messages and composer. */
export function ConversationScreen(props: ConversationScreenProps) {
  return <section data-conversation={props.conversationId} />;
}
