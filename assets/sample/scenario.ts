import { type SampleMedia, type SampleReferral } from './world.ts';

/** What a thread is about; decides which products it is about, too. */
export type Topic = 'stock' | 'quote' | 'order' | 'delivery' | 'invoice' | 'damage' | 'advice';

/** One message of a scenario, before names, numbers and times are filled in. */
export interface Step {
  readonly from: 'customer' | 'rep' | 'template';
  /**
   * `[one|other]` is a choice of wording; `{product}` and its like are filled in (see fill.ts).
   * Empty for a message that is only a file or a place.
   */
  readonly text: string;
  /** Minutes since the step before. */
  readonly after: number;
  /** Other steps refer to this one by its label. */
  readonly label: string | null;
  /** The label of the step that this one quotes. */
  readonly repliesTo: string | null;
  readonly media: readonly SampleMedia[];
  /** The customer shares where they are. */
  readonly sharesPlace: boolean;
  /** The payload of the quick reply that was pressed; `text` is its title. */
  readonly buttonPayload: string | null;
  readonly referral: SampleReferral | null;
  readonly template: {
    readonly name: string;
    readonly variables: Readonly<Record<string, string>>;
  } | null;
  readonly errorCode: number | null;
}

/** What a step may add to its text. */
export interface StepExtras {
  readonly after?: number;
  readonly label?: string;
  readonly repliesTo?: string;
  readonly media?: SampleMedia;
  readonly sharesPlace?: boolean;
  readonly payload?: string;
  readonly referral?: SampleReferral;
  readonly error?: number;
}

/** A hand-written course of a conversation. */
export interface Scenario {
  readonly topic: Topic;
  readonly steps: readonly Step[];
  /** The products fit the text only if they are of this kind; any kind where it is left out. */
  readonly about?: 'fasteners' | 'tools' | 'safety';
}

export const HOUR = 60;
export const DAY = 24 * HOUR;

function step(
  from: Step['from'],
  text: string,
  after: number,
  extras: StepExtras,
  sent: Step['template'],
): Step {
  return {
    from,
    text,
    after: extras.after ?? after,
    label: extras.label ?? null,
    repliesTo: extras.repliesTo ?? null,
    media: extras.media === undefined ? [] : [extras.media],
    sharesPlace: extras.sharesPlace ?? false,
    buttonPayload: extras.payload ?? null,
    referral: extras.referral ?? null,
    template: sent,
    errorCode: extras.error ?? null,
  };
}

/** The customer writes. Without `after` it follows six minutes later. */
export function customer(text: string, extras: StepExtras = {}): Step {
  return step('customer', text, 6, extras, null);
}

/** The rep writes. Without `after` it follows nine minutes later. */
export function rep(text: string, extras: StepExtras = {}): Step {
  return step('rep', text, 9, extras, null);
}

/** A template message is sent; its values are filled in like texts. */
export function template(name: string, values: readonly string[], extras: StepExtras = {}): Step {
  const variables = Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
  return step('template', '', 9, extras, { name, variables });
}

/** The customer presses a quick reply of the template labelled `of`. */
export function press(title: string, of: string, extras: StepExtras = {}): Step {
  const payload = title.toLowerCase().replaceAll(/[^\p{Letter}\p{Number}]+/gu, '_');
  return step('customer', title, 11, { ...extras, repliesTo: of, payload }, null);
}

/** A picture that lies in `assets/sample/media/`. */
export function picture(name: string): SampleMedia {
  return { contentType: 'image/png', fileName: `${name}.png` };
}

/** A PDF that lies in `assets/sample/media/`. */
export function pdf(name: string): SampleMedia {
  return { contentType: 'application/pdf', fileName: `${name}.pdf` };
}
