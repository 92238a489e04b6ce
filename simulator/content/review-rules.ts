import type { ContentRecord } from '../core/records.ts';
import { bodyOf, placeholdersIn, variablesOf } from '../platform/template-text.ts';

/** What a reviewer decides: a reason to reject, or the category it is approved in. */
export type Verdict =
  | { readonly isApproved: false; readonly reason: string }
  | { readonly isApproved: true; readonly category: string };

interface ReviewRule {
  readonly reason: string;
  readonly rejects: (of: ReviewCase) => boolean;
}

interface ReviewCase {
  readonly content: ContentRecord;
  readonly body: string;
  /** Bodies of the other templates of the account, in the same language. */
  readonly others: readonly string[];
}

/** From Meta's "Common rejection reasons" and Twilio's rules for variables. */
const RULES: readonly ReviewRule[] = [
  {
    reason: 'INVALID_FORMAT: The variables must be numbered in order from {{1}} without gaps.',
    rejects: ({ content }) =>
      variablesOf(content)
        .map(Number)
        .toSorted((one, other) => one - other)
        .some((number, index) => number !== index + 1),
  },
  {
    reason: 'INVALID_FORMAT: Message template contains a malformed variable.',
    rejects: ({ body }) => /\{\{|\}\}/.test(body.replaceAll(/\{\{\s*\d+\s*\}\}/g, '')),
  },
  {
    reason: "INVALID_FORMAT: Variables can't be at the start or end of the template.",
    rejects: ({ body }) => /^\s*\{\{/.test(body) || /\}\}\s*$/.test(body),
  },
  {
    reason: 'INVALID_FORMAT: Two variables stand next to each other.',
    rejects: ({ body }) => /\}\}\s*\{\{/.test(body),
  },
  {
    reason:
      'INVALID_FORMAT: This template has too many variables for its length. Reduce the number of variables or increase the message length.',
    rejects: ({ body }) => {
      const words = body.replaceAll(/\{\{[^}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
      const count = placeholdersIn(body).length;
      return count > 0 && words.length < 2 * count + 1;
    },
  },
  {
    reason: 'INVALID_FORMAT: A sample is missing for at least one variable.',
    rejects: ({ content }) =>
      variablesOf(content).some((name) => (content.variables[name] ?? '').trim() === ''),
  },
  {
    reason:
      'ABUSIVE_CONTENT: The template asks for sensitive data such as full payment card numbers, account numbers or identification numbers.',
    rejects: ({ body }) =>
      /card number|cvv|passport number|n[uú]mero de tarjeta|n[uú]mero do cart[aã]o|kartennummer/i.test(
        body,
      ),
  },
  {
    reason: 'INVALID_FORMAT: Shortened and wa.me links are not allowed.',
    rejects: ({ content }) =>
      /wa\.me\/|bit\.ly\/|tinyurl\.com\//i.test(JSON.stringify(content.types)),
  },
  {
    reason: 'TAG_CONTENT_MISMATCH: A template with this wording exists already.',
    rejects: ({ body, others }) => body !== '' && others.includes(body),
  },
  {
    reason: 'INCORRECT_CATEGORY: One-time passcodes belong into authentication templates.',
    rejects: ({ content, body }) =>
      content.approval?.category !== 'AUTHENTICATION' &&
      /one-time (pass)?code|verification code|c[oó]digo de verificaci[oó]n|c[oó]digo de verifica[cç][aã]o|best[aä]tigungscode/i.test(
        body,
      ),
  },
];

/** Words by which a reviewer sees that a message sells, in the languages of the sample. */
const PROMOTION =
  /\d\s?% off|discount|special offer|coupon|promo|sale ends|rabatt|angebot nur|gutschein|descuento|oferta especial|rebajas|desconto|promo[cç][aã]o|cupom/i;

/** What the reviewers say about a submitted template. */
export function review(content: ContentRecord, all: readonly ContentRecord[]): Verdict {
  const others = all
    .filter((one) => one.sid !== content.sid && one.language === content.language)
    .filter((one) => one.approval !== null)
    .map(bodyOf);
  const body = bodyOf(content);
  const broken = RULES.find((rule) => rule.rejects({ content, body, others }));
  if (broken !== undefined) return { isApproved: false, reason: broken.reason };
  const asked = content.approval?.category ?? '';
  // Since 2025-04-09 a utility template that sells is approved, but as marketing.
  const isMarketing = asked === 'UTILITY' && PROMOTION.test(JSON.stringify(content.types));
  return { isApproved: true, category: isMarketing ? 'MARKETING' : asked };
}
