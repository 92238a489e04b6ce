import type { Engine } from '../core/engine.ts';
import type { Faults } from '../core/faults.ts';
import type { Job, TemplateEvent } from '../core/jobs.ts';
import { postEvents } from './post-events.ts';

type EventJob = Extract<Job, { kind: 'template-event' }>;

const FIRST_PAUSE_MS = 1000;
/** Event Streams tries for four hours. Source: Twilio, Event Streams: delivery. */
const TRIES_FOR_MS = 4 * 3_600_000;
/** A reordered event comes so much later. */
const REORDERED_MS = 60_000;

/** Delivers events of templates to a webhook sink, at least once, as Twilio's Event Streams do. */
export class EventStream {
  readonly #engine: Engine;
  readonly #faults: Faults;

  constructor(engine: Engine, faults: Faults) {
    this.#engine = engine;
    this.#faults = faults;
  }

  /** Delivers one event that is due at `at` (ms). */
  async deliver(job: EventJob, at: number): Promise<void> {
    const { account, sid, event } = job;
    const fault = job.stage === 'fresh' ? this.#faults.forCallback(account, 'event') : null;
    if (fault !== null) {
      const detail = event.current;
      this.#engine.record({ type: 'fault', account, kind: fault.kind, sid, detail });
    }
    if (fault?.kind === 'lose') return;
    if (fault?.kind === 'delay' || fault?.kind === 'reorder') {
      const later = fault.kind === 'delay' ? fault.delayMs : REORDERED_MS;
      this.#engine.schedule({ ...job, stage: 'late' }, at + later);
      return;
    }
    const copies = fault?.kind === 'duplicate' ? fault.copies : 0;
    for (let copy = 0; copy <= copies; copy += 1) await this.#attempt(job, at);
  }

  async #attempt(job: EventJob, at: number): Promise<void> {
    const { account, sid, url, event, attempt } = job;
    const { authToken } = this.#engine.account(account);
    const { answer, problem } = await postEvents(url, [cloudEvent(account, sid, event)], authToken);
    this.#engine.record({ type: 'event', account, sid, url, event, attempt, answer, problem });
    const isTaken = answer !== null && answer >= 200 && answer < 300;
    const pause = FIRST_PAUSE_MS * 2 ** (attempt - 1);
    if (isTaken || at + pause > event.at + TRIES_FOR_MS) return;
    this.#engine.schedule({ ...job, attempt: attempt + 1, stage: 'late' }, at + pause);
  }
}

/** An event as Twilio writes it (Messaging.ApprovalUpdated/1). */
function cloudEvent(account: string, sid: string, event: TemplateEvent): object {
  const time = new Date(event.at).toISOString();
  return {
    specversion: '1.0',
    type: 'com.twilio.messaging.template.approval.updated',
    source: `/v1/Templates/${sid}`,
    id: event.id,
    dataschema: 'https://events-schemas.twilio.com/Messaging.ApprovalUpdated/1',
    datacontenttype: 'application/json',
    time,
    data: {
      type: event.kind,
      accountSid: account,
      dateUpdated: time,
      channel: 'whatsapp',
      template: {
        sid,
        friendlyName: event.friendlyName ?? '',
        externalTemplateName: event.name,
        language: event.language,
        previousValue: event.previous,
        currentValue: event.current,
      },
    },
  };
}
