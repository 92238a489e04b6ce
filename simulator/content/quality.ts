import type { Engine } from '../core/engine.ts';
import type { Job } from '../core/jobs.ts';
import type { ApprovalRecord, ContentRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { changeApproval } from './change-approval.ts';

const HOUR_MS = 3_600_000;
/** How long the first and the second pause take; the third time it is disabled. Source: Meta. */
const PAUSES_MS = [3 * HOUR_MS, 6 * HOUR_MS];

/** Customers blocked and reported it: its quality falls to low, and WhatsApp pauses it. */
export function dropQuality(engine: Engine, account: AccountState, content: ContentRecord): void {
  const approval = decided(content);
  const now = engine.clock.now();
  const pause = PAUSES_MS[approval.pauses];
  const pauses = approval.pauses + 1;
  const status = pause === undefined ? 'disabled' : 'paused';
  changeApproval(engine, account, content, { ...approval, status, pauses }, now);
  if (pause === undefined) return;
  const job = { kind: 'unpause', account: account.sid, sid: content.sid, pauses } as const;
  engine.schedule(job, now + pause);
}

/** Ends a pause, unless there was another one or a decision since. */
export function unpause(engine: Engine, job: Extract<Job, { kind: 'unpause' }>, at: number): void {
  const account = engine.account(job.account);
  const content = account.contents.get(job.sid);
  const approval = content?.approval ?? null;
  if (content === undefined || approval?.status !== 'paused') return;
  if (approval.pauses !== job.pauses) return;
  changeApproval(engine, account, content, { ...approval, status: 'approved' }, at);
}

/** The approval of a content that was submitted. @throws when it never was */
export function decided({ sid, approval }: ContentRecord): ApprovalRecord {
  if (approval === null) {
    throw new Error(`${sid} was not submitted for approval, so it has no status to set.`);
  }
  return approval;
}
