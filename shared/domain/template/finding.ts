import type { TemplateCategory, TemplateContent } from '../../contract/template-content.ts';
import type { Place } from './content-parts.ts';
import type { BlockedName } from './library/blocked-names.ts';

/** What is looked at before a template is submitted. */
export interface TemplateCase {
  /** As it will be called at the platform. */
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly content: TemplateContent;
  /** The other templates of the account. */
  readonly others: readonly OtherTemplate[];
  /** Names that cannot be given now. */
  readonly blocked?: readonly BlockedName[];
  /** ms, until when the account gets no utility templates; null or absent: it does. */
  readonly noUtilityUntil?: number | null;
}

/** Another template, as far as it may stand in the way. */
export interface OtherTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory | null;
  readonly body: string;
  readonly footer: string;
}

/** What a rule found. Its words are the interface's, by the rule's id and these values. */
export interface Found {
  readonly place: Place;
  /** Within the text of the place, in UTF-16 units; absent: all of it. */
  readonly from?: number;
  readonly to?: number;
  /** For the explanation: how long it is, how long it may be, which variable. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** What mends it, where that is possible without a person's thought. */
  readonly fix?: (content: TemplateContent) => TemplateContent;
}

/** `error`: the platform refuses it. `warning`: it may be refused, or work badly. */
export type Severity = 'error' | 'warning';

/** One thing that the platform, or good sense, asks of a template. */
export interface Rule {
  /** Such as `body.too_long`; the interface explains it under this name. */
  readonly id: string;
  readonly severity: Severity;
  /** Who says so. */
  readonly source: string;
  readonly find: (of: TemplateCase) => readonly Found[];
}

export interface Finding extends Found {
  readonly rule: string;
  readonly severity: Severity;
  readonly source: string;
}
