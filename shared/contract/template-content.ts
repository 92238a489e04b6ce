import { z } from 'zod';

/* What a template says, as it is written: with named variables, and in any state that a person
 * leaves it in. What the platform takes of it is `shared/domain/template`'s to judge. */

/** Longer than anything the platform takes, so that what is pasted is kept, and judged. */
const written = z.string().max(8_000);

export const templateCategory = z.enum(['utility', 'marketing', 'authentication']);
export type TemplateCategory = z.infer<typeof templateCategory>;

export const contentHeader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('text'), text: written }),
  /** `url`: of the sample file, which the reviewers look at. */
  z.object({ kind: z.literal('image'), url: written }),
  z.object({ kind: z.literal('video'), url: written }),
  z.object({ kind: z.literal('document'), url: written }),
  /** Known to the platform, not to the provider: kept, so that an import loses nothing. */
  z.object({ kind: z.literal('location') }),
]);
export type ContentHeader = z.infer<typeof contentHeader>;

export const contentButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quick_reply'), title: written }),
  z.object({ kind: z.literal('url'), title: written, url: written }),
  z.object({ kind: z.literal('phone_number'), title: written, phone: written }),
  z.object({ kind: z.literal('copy_code'), title: written, code: written }),
]);
export type ContentButton = z.infer<typeof contentButton>;

/** A variable and the value that the reviewers see in its place. */
export const contentVariable = z.object({ name: z.string().max(100), sample: written });

export const templateContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    header: contentHeader,
    /** With variables such as `{{order_number}}`. */
    body: written,
    /** Empty: none. */
    footer: written,
    buttons: z.array(contentButton).max(50),
    variables: z.array(contentVariable).max(200),
  }),
  /** A one-time password: the words are the platform's own. */
  z.object({
    kind: z.literal('one_time_password'),
    /** On the button that copies the code. */
    copyTitle: written,
    /** Whether "do not share this code" is added. */
    securityLine: z.boolean(),
    /** Minutes for which the code holds, said below it; null: not said. */
    expiryMinutes: z.number().int().nullable(),
  }),
]);
export type TemplateContent = z.infer<typeof templateContent>;
/** A template of the tenant's own words. */
export type MessageContent = Extract<TemplateContent, { kind: 'message' }>;
