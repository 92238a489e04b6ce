import { z } from 'zod';
import {
  personId,
  templateDraftId,
  templateId,
  templateNoticeId,
  templateVersionId,
} from './ids.ts';
import { refusalCode } from './errors.ts';
import { templateCategory, templateContent } from './template-content.ts';

/* The tenant's own library of templates: what is being written, and the versions that were
 * submitted. What of it can be sent is the provider's to say: `templateRecord`. */

const at = z.number().int().nonnegative();

/** The pieces of a template that two people can change without being in each other's way. */
export const draftPart = z.enum([
  'name',
  'category',
  'deadline',
  'content',
  'header',
  'body',
  'footer',
  'buttons',
  'variables',
]);
export type DraftPart = z.infer<typeof draftPart>;

/** What somebody wrote while somebody else had changed the same piece: theirs to choose from. */
export const draftConflict = z.object({
  id: z.uuid(),
  part: draftPart,
  /** Null: of the template as a whole. */
  language: z.string().max(20).nullable(),
  /** The whole content of that language as it was meant; null: for what is no content. */
  content: templateContent.nullable(),
  /** A name, category or deadline as it was meant; empty otherwise. */
  text: z.string().max(8_000),
});
export type DraftConflict = z.infer<typeof draftConflict>;

/** By when a template must be approved, and for what. */
export const templateDeadline = z.object({
  label: z.string().trim().min(1).max(80),
  /** A day such as `2027-03-03`. */
  on: z.iso.date(),
});

const MOST_LANGUAGES = 80;

/** A template as it is being written: nothing in it has to be right yet. */
export const templateDraftBody = z.object({
  /** The name of its first version; later ones carry their number. */
  name: z.string().max(600),
  category: templateCategory,
  languages: z
    .array(z.object({ language: z.string().min(2).max(20), content: templateContent }))
    .max(MOST_LANGUAGES),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  deadline: templateDeadline.nullable(),
  /** Not offered any more; what was submitted stays. */
  archived: z.boolean(),
  conflicts: z.array(draftConflict).max(200),
});
export type TemplateDraftBody = z.infer<typeof templateDraftBody>;

export const templateDraftRecord = templateDraftBody.extend({ id: templateDraftId });
export type TemplateDraftRecord = z.infer<typeof templateDraftRecord>;

/** Where a version stands between this relay and the provider. */
export const versionStage = z.enum(['waiting', 'at_provider', 'refused', 'deleting']);

/** What became of a version, step by step. */
export const versionEvent = z.object({
  at,
  /** The provider's word, or `deleted`; one that is not known is kept. */
  status: z.string(),
  /** In which category it was granted or judged; null: not said. */
  category: templateCategory.nullable(),
  reason: z.string().nullable(),
});
export type VersionEvent = z.infer<typeof versionEvent>;

/** One version of a template in one language. What it says never changes. */
export const templateVersionRecord = z.object({
  id: templateVersionId,
  draftId: templateDraftId,
  /** Languages that were submitted together share it. */
  number: z.number().int().positive(),
  language: z.string(),
  /** At the platform. */
  name: z.string(),
  /** That was asked for. */
  category: templateCategory,
  content: templateContent,
  submittedById: personId.nullable(),
  submittedAt: at,
  stage: versionStage,
  /** Why the provider did not take it. */
  problem: z.object({ code: refusalCode, detail: z.string().nullable() }).nullable(),
  /** The provider's copy, as it is sent; null: it has none yet, or no more. */
  templateId: templateId.nullable(),
  /** The oldest first. */
  history: z.array(versionEvent),
});
export type TemplateVersionRecord = z.infer<typeof templateVersionRecord>;

/** What the platform did to a template that admins have to know of. */
export const templateNotice = z.object({
  id: templateNoticeId,
  at,
  kind: z.enum(['recategorised', 'rejected', 'paused', 'disabled', 'deleted']),
  /** Null: it is not of the library. */
  draftId: templateDraftId.nullable(),
  name: z.string(),
  language: z.string(),
  /** Of a recategorisation the categories, else the statuses. */
  before: z.string().nullable(),
  after: z.string(),
  reason: z.string().nullable(),
});
export type TemplateNotice = z.infer<typeof templateNotice>;
