import { z } from 'zod';
import { templateDraftId, templateNoticeId, templateVersionId } from '../ids.ts';
import { templateCategory, templateContent } from '../template-content.ts';
import { templateDraftBody } from '../template-library.ts';

/** What admins do with the tenant's library of templates. */
export const TEMPLATE_COMMANDS = {
  /**
   * Makes a draft, or changes it. Where somebody else changed it since `base`, the two are put
   * together piece by piece; a piece that both changed stays as it is at the relay, and this
   * person's is kept beside it as a conflict.
   */
  'templateDraft.save': z.strictObject({
    draftId: templateDraftId,
    /** What the person began from; null: it is new. */
    base: templateDraftBody.nullable(),
    body: templateDraftBody,
  }),
  /** Submits one language of a draft as it stands; it must not have changed meanwhile. */
  'templateVersion.submit': z.strictObject({
    versionId: templateVersionId,
    draftId: templateDraftId,
    language: z.string().min(2).max(20),
    /** As the person saw it coming; the relay gives the true one. */
    number: z.number().int().positive(),
    name: z.string().max(600),
    category: templateCategory,
    content: templateContent,
    /** ms on the relay's clock, when the person gave it. */
    submittedAt: z.number().int().nonnegative(),
  }),
  /**
   * Deletes at the provider what was submitted of a draft; what is written stays in the library.
   * The names are blocked for 30 days.
   */
  'template.delete': z.strictObject({
    draftId: templateDraftId,
    /** Null: all of them, and the draft goes into the archive. */
    languages: z.array(z.string().min(2).max(20)).min(1).max(80).nullable(),
  }),
  /** This person does not want to see these notices any more. */
  'templateNotice.dismiss': z.strictObject({
    noticeIds: z.array(templateNoticeId).min(1).max(200),
  }),
} as const;
