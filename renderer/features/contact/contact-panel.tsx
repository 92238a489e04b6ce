import type { ConversationId } from '../../../shared/contract/ids.ts';

export interface ContactPanelProps {
  readonly conversationId: ConversationId;
}

/** What is known of the customer, beside the conversation. */
export function ContactPanel(props: ContactPanelProps) {
  return <aside data-conversation={props.conversationId} />;
}
