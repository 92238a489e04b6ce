import type { TemplateContent } from '../../../contract/template-content.ts';
import type { Found, OtherTemplate, Rule } from '../finding.ts';
import { matches, messageRule } from './words.ts';

const REVIEW = 'Meta, message templates: review';

/** Links whose aim cannot be seen: reviewers refuse them. */
const SHORTENED =
  /(?:https?:\/\/)?(?:www\.)?(?:wa\.me|bit\.ly|tinyurl\.com|(?<![a-z0-9-])t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|cutt\.ly|rebrand\.ly|shorturl\.at)\/\S*/giu;

/** Asking for whole numbers of cards, accounts or papers, in five languages. */
const SENSITIVE =
  /(?:(?:full |complete )?(?:credit |debit |payment )?card number|\bcvv|\bcvc|pin code|passport number|social security number|bank account number|kartennummer|kreditkartennummer|kontonummer|iban(?=[^.!?\n]{0,30}\b(?:mit|senden|antworten|teilen))|ausweisnummer|n[uú]mero (?:completo )?de (?:su |tu |la |seu |sua |do )?(?:tarjeta|cart[aã]o|pasaporte|passaporte|cuenta|conta|documento)|num[eé]ro de (?:votre |la )?(?:carte|passeport|compte)|c[oó]digo cvv)/giu;

/** A code that lets somebody in, which only the authentication category may carry. */
const ONE_TIME_CODE =
  /(?:one[- ]time (?:pass(?:word|code)?|code|pin)|verification code|security code|login code|\botp\b|c[oó]digo de (?:verificaci[oó]n|verifica[cç][aã]o|seguridad|seguran[cç]a|acceso|acesso)|contrase[nñ]a de un solo uso|senha de uso [uú]nico|best[aä]tigungscode|einmal(?:passwort|code|kennwort)|sicherheitscode|anmeldecode|code de (?:v[eé]rification|s[eé]curit[eé]|connexion)|mot de passe [aà] usage unique|code [aà] usage unique)/giu;

/** The words of a template in one line, for comparing. */
function wording(body: string, footer: string): string {
  return `${body}\n${footer}`.toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

function textsOf(content: TemplateContent): readonly (Pick<Found, 'place'> & { text: string })[] {
  if (content.kind !== 'message') return [];
  return [
    ...(content.header.kind === 'text'
      ? [{ place: { part: 'header' } as const, text: content.header.text }]
      : []),
    { place: { part: 'body' } as const, text: content.body },
    { place: { part: 'footer' } as const, text: content.footer },
    ...content.buttons.flatMap((button, index) => [
      { place: { part: 'button', index, field: 'title' } as const, text: button.title },
      ...(button.kind === 'url'
        ? [{ place: { part: 'button', index, field: 'value' } as const, text: button.url }]
        : []),
    ]),
  ];
}

function wherever(content: TemplateContent, pattern: RegExp): readonly Found[] {
  return textsOf(content).flatMap(({ place, text }) =>
    matches(text, pattern).map(({ from, to, words }) => ({ place, from, to, values: { words } })),
  );
}

/** Whether another template of the account says the same, as the reviewers compare: by language. */
function isSameWording(one: OtherTemplate, name: string, language: string, words: string): boolean {
  return (
    one.name !== name &&
    one.language === language &&
    one.category !== 'authentication' &&
    wording(one.body, one.footer) === words
  );
}

/** What is refused for what it says, not for how it is built. */
export const POLICY_RULES: readonly Rule[] = [
  messageRule({
    id: 'policy.short_link',
    severity: 'error',
    source: REVIEW,
    find: (content) => wherever(content, SHORTENED),
  }),
  messageRule({
    id: 'policy.sensitive_data',
    severity: 'error',
    source: REVIEW,
    find: (content) => wherever(content, SENSITIVE),
  }),
  messageRule({
    id: 'policy.same_wording',
    severity: 'error',
    source: REVIEW,
    find: ({ body, footer }, { others, name, language }) => {
      const words = wording(body, footer);
      const same = others.find((one) => isSameWording(one, name, language, words));
      return same === undefined || body.trim() === ''
        ? []
        : [{ place: { part: 'body' }, values: { other: same.name } }];
    },
  }),
  messageRule({
    id: 'policy.one_time_code',
    severity: 'error',
    source: 'Meta, template categorization',
    find: (content) => wherever(content, ONE_TIME_CODE),
  }),
];
