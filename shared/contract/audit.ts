import { z } from 'zod';
import { instant } from './records.ts';

/** What somebody did that changes money, consent, templates, people or settings. Never changed again. */
export const auditEntry = z.object({
  /** Grows with time. */
  number: z.number().int().positive(),
  at: instant,
  actor: z.object({
    kind: z.enum(['person', 'api_key', 'operator', 'system']),
    /** Null: the relay by itself. */
    id: z.uuid().nullable(),
    /** As it was then. */
    name: z.string(),
  }),
  /** The network address that it came from; null: from within the relay. */
  from: z.string().nullable(),
  /** The command or route, such as `tag.save`. */
  action: z.string(),
  subject: z.object({
    kind: z.string(),
    id: z.string().nullable(),
    /** What it was called then. */
    label: z.string(),
  }),
  /** What was changed, before and after; null: there was nothing, or is nothing any more. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
