import type { MessageContent } from '../../../../shared/contract/template-content.ts';
import type { TemplateCase } from '../../../../shared/domain/template/finding.ts';

/** A template that nothing is wrong with, changed as a test wants it. */
export function messageContent(change: Partial<MessageContent> = {}): MessageContent {
  return {
    kind: 'message',
    header: { kind: 'none' },
    body: 'Hello {{customer}}, your order {{order_number}} has left our warehouse today.',
    footer: '',
    buttons: [],
    variables: [
      { name: 'customer', sample: 'Grace' },
      { name: 'order_number', sample: 'NW-41873' },
    ],
    ...change,
  };
}

export function templateCase(
  change: Partial<MessageContent> = {},
  about: Partial<TemplateCase> = {},
): TemplateCase {
  return {
    name: 'order_shipped',
    language: 'en',
    category: 'utility',
    content: messageContent(change),
    others: [],
    ...about,
  };
}
