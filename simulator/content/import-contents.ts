import { z } from 'zod';
import type { Engine } from '../core/engine.ts';
import { approvalRecord, type ContentRecord } from '../core/records.ts';
import { fingerprint } from '../core/sids.ts';

/** A template that an account has from the start, in Twilio's content types. */
export const importedContent = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string(),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  variables: z.record(z.string(), z.string()).default({}),
  types: z.record(z.string(), z.record(z.string(), z.unknown())),
  status: approvalRecord.shape.status,
  rejectionReason: z.string().default(''),
});

export type ImportedContent = z.input<typeof importedContent>;

/**
 * Gives an account its templates. The SID follows from account, name and language, so that the
 * same template always has the same one; a template that is there already stays as it is.
 */
export function importContents(
  engine: Engine,
  accountSid: string,
  contents: readonly ImportedContent[],
): ContentRecord[] {
  const now = engine.clock.now();
  return contents.map((one) => {
    const given = importedContent.parse(one);
    const sid = `HX${fingerprint(`${accountSid} ${given.name} ${given.language}`)}`;
    const known = engine.account(accountSid).contents.get(sid);
    if (known !== undefined) return known;
    const content: ContentRecord = {
      sid,
      friendlyName: given.name,
      language: given.language,
      variables: given.variables,
      types: given.types,
      dateCreated: now,
      dateUpdated: now,
      approval:
        given.status === 'unsubmitted'
          ? null
          : {
              name: given.name,
              category: given.category,
              contentType: Object.keys(given.types)[0] ?? '',
              status: given.status,
              rejectionReason: given.rejectionReason,
              allowCategoryChange: true,
              pauses: 0,
            },
    };
    engine.record({ type: 'content', account: accountSid, content }, now);
    scheduleReview(engine, accountSid, content, now);
    return content;
  });
}

/** A template that is still under review gets its decision like any other. */
function scheduleReview(
  engine: Engine,
  account: string,
  content: ContentRecord,
  now: number,
): void {
  const status = content.approval?.status;
  if (status !== 'received' && status !== 'pending') return;
  const step = status === 'received' ? 1 : 2;
  engine.schedule({ kind: 'review', account, sid: content.sid, step }, now + engine.pace.reviewMs);
}
