import type { Engine } from '../core/engine.ts';
import type { TemplateEvent } from '../core/jobs.ts';
import type { ApprovalRecord, ContentRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';

/** Sets where a template stands, and has the account's event stream tell it. */
export function changeApproval(
  engine: Engine,
  account: AccountState,
  content: ContentRecord,
  approval: ApprovalRecord,
  at = engine.clock.now(),
): void {
  const before = content.approval;
  engine.record({ type: 'approval', account: account.sid, sid: content.sid, approval }, at);
  if (before === null) return;
  const { status, category } = before;
  tell(engine, account, content, ['status_update', status, approval.status], at);
  tell(engine, account, content, ['category_update', category, approval.category], at);
}

/** The platform takes a template away. */
export function takeAway(engine: Engine, account: AccountState, content: ContentRecord): void {
  const at = engine.clock.now();
  engine.record({ type: 'content-removed', account: account.sid, sid: content.sid }, at);
  const before = content.approval?.status ?? 'unsubmitted';
  tell(engine, account, content, ['status_update', before, 'deleted'], at);
}

function tell(
  engine: Engine,
  { sid: account, eventSink: url }: AccountState,
  content: ContentRecord,
  [kind, previous, current]: readonly [TemplateEvent['kind'], string, string],
  at: number,
): void {
  if (url === null || previous === current) return;
  const { sid, friendlyName, language } = content;
  const event: TemplateEvent = {
    id: engine.token(`${sid} ${kind} ${previous} ${current} ${at}`),
    kind,
    // WhatsApp's own name: Twilio adds the SID to it.
    name: `${content.approval?.name ?? ''}_${sid.toLowerCase()}`,
    friendlyName,
    language,
    previous: previous.toLowerCase(),
    current: current.toLowerCase(),
    at,
  };
  engine.schedule(
    { kind: 'template-event', account, sid, url, event, attempt: 1, stage: 'fresh' },
    at,
  );
}
