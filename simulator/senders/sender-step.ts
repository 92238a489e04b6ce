import type { Engine } from '../core/engine.ts';
import type { Job } from '../core/jobs.ts';

/** Gives a sender the status that falls due at `at` (ms), if it still exists. */
export function takeSenderStep(
  engine: Engine,
  job: Extract<Job, { kind: 'sender-status' }>,
  at: number,
): void {
  const before = engine.account(job.account).senders.get(job.address);
  if (before === undefined) return;
  const sender = { ...before, status: job.status };
  engine.record({ type: 'sender', account: job.account, sender }, at);
}
