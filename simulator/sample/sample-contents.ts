import type { SampleTemplate } from '../../assets/sample/templates.ts';
import type { ImportedContent } from '../content/import-contents.ts';

/** The sample's templates in Twilio's content types. */
export function sampleContents(templates: readonly SampleTemplate[]): ImportedContent[] {
  return templates.map((template) => ({
    name: template.name,
    language: template.language,
    category: template.category,
    variables: template.variables,
    types: typesOf(template),
    status: template.status,
    rejectionReason: template.rejectionReason ?? '',
  }));
}

/** Only a WhatsApp card has a footer; otherwise the plainest type that can carry the buttons. */
function typesOf(template: SampleTemplate): ImportedContent['types'] {
  const { body, footer } = template;
  const replies = (template.quickReplies ?? []).map((title) => ({ title, id: idOf(title) }));
  const links = template.callToAction ?? [];
  if (footer !== undefined) {
    const quick = replies.map((reply) => ({ type: 'QUICK_REPLY', ...reply }));
    const actions = [...quick, ...links];
    const card = actions.length === 0 ? { body, footer } : { body, footer, actions };
    return { 'whatsapp/card': card };
  }
  if (replies.length > 0) return { 'twilio/quick-reply': { body, actions: replies } };
  if (links.length > 0) return { 'twilio/call-to-action': { body, actions: links } };
  return { 'twilio/text': { body } };
}

function idOf(title: string): string {
  const plain = title.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_|_$/g, '');
}
