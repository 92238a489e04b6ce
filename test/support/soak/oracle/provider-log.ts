import { z } from 'zod';

/* The simulator's log as the oracle reads it, by a reader of its own. */

const message = z.object({
  sid: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  dateCreated: z.number(),
  statusCallback: z.string().nullable(),
  contentSid: z.string().nullable(),
});
export type ProviderMessage = z.infer<typeof message>;

const line = z.object({ n: z.number(), at: z.number(), type: z.string() }).loose();
const shapes = {
  message: z.object({ message }),
  status: z.object({ sid: z.string(), status: z.string(), errorCode: z.number().nullable() }),
  webhook: z.object({
    sid: z.string(),
    kind: z.string(),
    url: z.string(),
    status: z.string(),
    answer: z.number().nullable(),
  }),
  fault: z.object({ kind: z.string(), detail: z.string() }),
  refused: z.object({ code: z.number(), body: z.string().nullable() }),
};

type Numbered<T> = T & {
  /** Its number in the log. */
  readonly n: number;
};

/** What the provider says has happened. */
export interface ProviderLog {
  readonly accepted: readonly Numbered<ProviderMessage>[];
  readonly inbound: readonly Numbered<ProviderMessage>[];
  readonly statuses: readonly Numbered<z.infer<typeof shapes.status>>[];
  readonly webhooks: readonly Numbered<z.infer<typeof shapes.webhook>>[];
  readonly faults: readonly Numbered<z.infer<typeof shapes.fault>>[];
  readonly refused: readonly Numbered<z.infer<typeof shapes.refused>>[];
}

/** Reads the log's file. Lines of pending work and a last line that is cut off are left out. */
export function readProviderLog(text: string): ProviderLog {
  const log = {
    accepted: [] as Numbered<ProviderMessage>[],
    inbound: [] as Numbered<ProviderMessage>[],
    statuses: [] as Numbered<z.infer<typeof shapes.status>>[],
    webhooks: [] as Numbered<z.infer<typeof shapes.webhook>>[],
    faults: [] as Numbered<z.infer<typeof shapes.fault>>[],
    refused: [] as Numbered<z.infer<typeof shapes.refused>>[],
  };
  for (const row of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (row === '') continue;
    const parsed = line.safeParse(JSON.parse(row));
    if (!parsed.success) continue;
    const { n, type } = parsed.data;
    switch (type) {
      case 'accepted':
        log.accepted.push({ n, ...shapes.message.parse(parsed.data).message });
        break;
      case 'inbound':
      case 'imported': {
        const { message: found } = shapes.message.parse(parsed.data);
        log.inbound.push({ n, ...found });
        break;
      }
      case 'status':
        log.statuses.push({ n, ...shapes.status.parse(parsed.data) });
        break;
      case 'webhook':
        log.webhooks.push({ n, ...shapes.webhook.parse(parsed.data) });
        break;
      case 'fault':
        log.faults.push({ n, ...shapes.fault.parse(parsed.data) });
        break;
      case 'refused':
        log.refused.push({ n, ...shapes.refused.parse(parsed.data) });
        break;
      default:
    }
  }
  return log;
}

/** The customers' messages whose webhook was answered with 2xx. */
export function answeredInbound({ webhooks }: ProviderLog): string[] {
  return webhooks
    .filter(({ kind, answer }) => kind === 'inbound' && answer !== null && answer < 300)
    .map(({ sid }) => sid);
}

/** How many pieces of work the simulator has put down and not done. */
export function pendingWork(text: string): number {
  const shape = z.object({ type: z.enum(['scheduled', 'done']), id: z.number() });
  const pending = new Set<number>();
  for (const row of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (row === '') continue;
    const parsed = shape.safeParse(JSON.parse(row));
    if (!parsed.success) continue;
    if (parsed.data.type === 'scheduled') pending.add(parsed.data.id);
    else pending.delete(parsed.data.id);
  }
  return pending.size;
}

/** The send's own token in the address of its status callback; null: there is none. */
export function tokenOf({ statusCallback }: ProviderMessage): string | null {
  if (statusCallback === null) return null;
  return new URL(statusCallback).searchParams.get('send');
}
