import type {
  ContentButton,
  TemplateCategory,
  TemplateContent,
} from '../../contract/template-content.ts';
import { STARTER_DE } from './starter-de.ts';
import { STARTER_EN } from './starter-en.ts';
import { STARTER_ES } from './starter-es.ts';
import { STARTER_FR } from './starter-fr.ts';
import { STARTER_PT } from './starter-pt.ts';

/* Templates that a distributor can begin with, in five languages. */

/** The kinds of templates that there are, in the order in which they are offered. */
export const STARTER_KINDS = [
  'order_confirmed',
  'order_shipped',
  'out_of_stock',
  'back_in_stock',
  'invoice_due',
  'appointment',
  'catalogue',
  'opt_in_confirmed',
  'one_time_password',
] as const;
export type StarterKind = (typeof STARTER_KINDS)[number];

/** The words of one of them in one language; variables carry their sample. */
export interface StarterText {
  readonly body: string;
  readonly footer?: string;
  readonly samples: Readonly<Record<string, string>>;
  readonly quickReplies?: readonly string[];
  readonly link?: { readonly title: string; readonly url: string };
}

/** All but the one-time password, whose words are the platform's. */
export type StarterTexts = Readonly<
  Record<Exclude<StarterKind, 'one_time_password'>, StarterText> & {
    /** On the button that copies the code. */
    readonly copyCode: string;
  }
>;

const TEXTS: Readonly<Record<string, StarterTexts>> = {
  en: STARTER_EN,
  es: STARTER_ES,
  pt_BR: STARTER_PT,
  de: STARTER_DE,
  fr: STARTER_FR,
};

/** The languages in which they are there. */
export const STARTER_LANGUAGES: readonly string[] = Object.keys(TEXTS);

/** What a template of this kind is for. */
export function starterCategory(kind: StarterKind): TemplateCategory {
  if (kind === 'one_time_password') return 'authentication';
  return kind === 'back_in_stock' || kind === 'catalogue' ? 'marketing' : 'utility';
}

/** The content in a language; null: it is not there in this one. */
export function starterContent(kind: StarterKind, language: string): TemplateContent | null {
  const texts = TEXTS[language];
  if (texts === undefined) return null;
  if (kind === 'one_time_password') {
    return { kind, copyTitle: texts.copyCode, securityLine: true, expiryMinutes: 10 };
  }
  const { body, footer = '', samples, quickReplies = [], link } = texts[kind];
  const buttons: ContentButton[] = [
    ...quickReplies.map((title) => ({ kind: 'quick_reply', title }) as const),
    ...(link === undefined ? [] : [{ kind: 'url', ...link } as const]),
  ];
  return {
    kind: 'message',
    header: { kind: 'none' },
    body,
    footer,
    buttons,
    variables: Object.entries(samples).map(([name, sample]) => ({ name, sample })),
  };
}
