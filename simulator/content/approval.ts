import { z } from 'zod';
import type { Engine } from '../core/engine.ts';
import type { Job } from '../core/jobs.ts';
import type { ApprovalRecord, ContentRecord } from '../core/records.ts';
import { type AccountState, templateKey } from '../core/state.ts';
import { Refusal } from '../platform/refusal.ts';
import { changeApproval } from './change-approval.ts';
import { review } from './review-rules.ts';

/** Names of rejected and deleted templates stay blocked for 30 days. */
const BLOCKED_MS = 30 * 24 * 60 * 60 * 1000;

/** Types that work inside the customer service window only, so WhatsApp reviews none of them. */
const SESSION_ONLY = new Set(['twilio/list-picker', 'twilio/location']);

const submission = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'may only hold lower-case letters, digits and _'),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  send_ttl_seconds: z.number().int().optional(),
  allow_category_change: z.boolean().optional(),
});

/**
 * Submits a content to WhatsApp's reviewers. It is `received` at once, `pending` after a while
 * and decided some time after that, on the virtual clock.
 *
 * @throws Refusal 20001 for a name or category that cannot be taken
 */
export function submit(
  engine: Engine,
  account: AccountState,
  content: ContentRecord,
  body: unknown,
): ApprovalRecord {
  const parsed = submission.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Refusal(20001, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  const { name, category } = parsed.data;
  if (content.approval !== null) {
    throw new Refusal(20001, `Content ${content.sid} has already been submitted.`);
  }
  const type = Object.keys(content.types).find((one) => SESSION_ONLY.has(one));
  if (type !== undefined) {
    throw new Refusal(20001, `Content of type ${type} cannot be submitted for WhatsApp approval.`);
  }
  refuseTakenName(engine, account, name, content.language);
  const approval: ApprovalRecord = {
    name,
    category,
    contentType: Object.keys(content.types)[0] ?? '',
    status: 'received',
    rejectionReason: '',
    allowCategoryChange: parsed.data.allow_category_change ?? true,
    pauses: 0,
  };
  const now = engine.clock.now();
  engine.record({ type: 'approval', account: account.sid, sid: content.sid, approval }, now);
  engine.schedule(
    { kind: 'review', account: account.sid, sid: content.sid, step: 1 },
    now + engine.pace.reviewMs,
  );
  return approval;
}

function refuseTakenName(
  engine: Engine,
  account: AccountState,
  name: string,
  language: string,
): void {
  const isTaken = [...account.contents.values()].some(
    (one) => one.approval?.name === name && one.language === language,
  );
  const retiredAt = account.retiredNames.get(templateKey(name, language)) ?? -Infinity;
  if (isTaken || engine.clock.now() < retiredAt + BLOCKED_MS) {
    throw new Refusal(
      20001,
      `The template name ${name} is already in use in ${language}, or was deleted or rejected within the last 30 days.`,
    );
  }
}

/** Takes a submission one step further: to `pending`, then to the decision. */
export function takeReviewStep(
  engine: Engine,
  job: Extract<Job, { kind: 'review' }>,
  at: number,
): void {
  const account = engine.account(job.account);
  const content = account.contents.get(job.sid);
  const approval = content?.approval ?? null;
  if (content === undefined || approval === null) return;
  if (job.step === 1 && approval.status === 'received') {
    changeApproval(engine, account, content, { ...approval, status: 'pending' }, at);
    engine.schedule({ ...job, step: 2 }, at + engine.pace.reviewMs);
  } else if (job.step === 2 && approval.status === 'pending') {
    const verdict = review(content, [...account.contents.values()]);
    const decided: ApprovalRecord = verdict.isApproved
      ? { ...approval, status: 'approved', category: verdict.category }
      : { ...approval, status: 'rejected', rejectionReason: verdict.reason };
    changeApproval(engine, account, content, decided, at);
  }
}
