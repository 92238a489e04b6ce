import type { TemplateRecord } from '../../../contract/records.ts';
import type { ContentButton, TemplateContent } from '../../../contract/template-content.ts';

function buttonOf({ kind, title, value }: TemplateRecord['buttons'][number]): ContentButton {
  if (kind === 'url') return { kind, title, url: value ?? '' };
  if (kind === 'phone_number') return { kind, title, phone: value ?? '' };
  if (kind === 'copy_code') return { kind, title, code: value ?? '' };
  return { kind, title };
}

/**
 * What a template of the provider says, as it is written in the library. Its variables keep the
 * numbers that the provider knows them by.
 */
export function contentOfTemplate(template: TemplateRecord): TemplateContent {
  const { category, header, body, footer, buttons, variables } = template;
  if (category === 'authentication') {
    return {
      kind: 'one_time_password',
      copyTitle: buttons[0]?.title ?? '',
      securityLine: true,
      expiryMinutes: null,
    };
  }
  return {
    kind: 'message',
    header: header === null ? { kind: 'none' } : { kind: 'text', text: header },
    body,
    footer: footer ?? '',
    buttons: buttons.map(buttonOf),
    variables: variables.map(({ key, sample }) => ({ name: key, sample })),
  };
}
