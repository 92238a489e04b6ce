import type { MessageContent } from '../../../shared/contract/template-content.ts';
import type { TemplateDraftBody } from '../../../shared/contract/template-library.ts';

/** A content that breaks no rule. */
export function messageContent(fields: Partial<MessageContent> = {}): MessageContent {
  return {
    kind: 'message',
    header: { kind: 'none' },
    body: 'Your order {{order_number}} left our warehouse this morning and is on its way to you.',
    footer: '',
    buttons: [],
    variables: [{ name: 'order_number', sample: 'SO-4711' }],
    ...fields,
  };
}

/** A draft that may be submitted in English, under a name and a wording of its own. */
export function draftBody(
  ownWord: string,
  fields: Partial<TemplateDraftBody> = {},
): TemplateDraftBody {
  const word = ownWord.replaceAll('-', '_');
  return {
    name: `order_shipped_${word}`,
    category: 'utility',
    languages: [
      {
        language: 'en',
        content: messageContent({ footer: `Northwind ${ownWord.slice(0, 36)}` }),
      },
    ],
    tags: [],
    deadline: null,
    archived: false,
    conflicts: [],
    ...fields,
  };
}
