import { z } from 'zod';
import { auditEntry } from './audit.ts';
import { AUTOMATION_READS } from './reads/automations.ts';
import { BILLING_READS } from './reads/billing.ts';
import { CONTACT_READS } from './reads/contacts.ts';
import { API_KEY_READS } from './reads/api-keys.ts';
import { ENDPOINT_READS } from './reads/endpoints.ts';
import { ORDER_READS } from './reads/orders.ts';
import { PEOPLE_READS } from './reads/people.ts';
import { ERASURE_READS } from './reads/erasures.ts';
import { RETENTION_READS } from './reads/retention.ts';
import { TEMPLATE_READS } from './reads/templates.ts';
import { instant } from './records.ts';

/* What a desktop asks the relay and does not keep: it needs the relay to be reached. Who may ask
 * is in `roles.ts`. */
export const READS = {
  /** Entries of the audit log, the newest first. */
  'audit.list': {
    input: z.strictObject({
      /** Words that all occur in who, what, or on what; empty: everything. */
      text: z.string().max(200),
      from: instant.nullable(),
      to: instant.nullable(),
      before: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    value: z.object({
      entries: z.array(auditEntry),
      next: z.number().int().positive().nullable(),
    }),
  },
  /** The same entries as a file, in pages, the oldest last; a CSV page begins with its head line. */
  'audit.export': {
    input: z.strictObject({
      format: z.enum(['csv', 'ndjson']),
      from: instant.nullable(),
      to: instant.nullable(),
      before: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(2000),
    }),
    value: z.object({ text: z.string(), next: z.number().int().positive().nullable() }),
  },
  ...PEOPLE_READS,
  ...API_KEY_READS,
  ...CONTACT_READS,
  ...ORDER_READS,
  ...RETENTION_READS,
  ...ERASURE_READS,
  ...BILLING_READS,
  ...AUTOMATION_READS,
  ...TEMPLATE_READS,
  ...ENDPOINT_READS,
} as const satisfies Record<string, { readonly input: z.ZodType; readonly value: z.ZodType }>;

export type ReadName = keyof typeof READS;
export type ReadInput<N extends ReadName> = z.input<(typeof READS)[N]['input']>;
export type ReadParsed<N extends ReadName> = z.output<(typeof READS)[N]['input']>;
export type ReadValue<N extends ReadName> = z.output<(typeof READS)[N]['value']>;

type ReadSchemas = {
  readonly [N in ReadName]: {
    readonly input: z.ZodType<ReadParsed<N>>;
    readonly value: z.ZodType<ReadValue<N>>;
  };
};
/** The same schemas, so typed that code for any read can use them. */
export const READ_SCHEMAS: ReadSchemas = READS;

/** Whether a word names a read. */
export function isReadName(name: string): name is ReadName {
  return Object.hasOwn(READS, name);
}
