import { z } from 'zod';
import type { RefusalCode } from '../errors.ts';
import type { Scope } from './scopes.ts';

/** One route of the REST API: all that the relay checks, and all that the documents say. */
export interface RestRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below `/api/v1`; a parameter as `{id}`. */
  readonly path: string;
  /** One line. */
  readonly summary: string;
  readonly description: string;
  readonly scope: Scope;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  /** The most that the body may measure, in bytes; without it 64 KiB. */
  readonly bodyLimit?: number;
  /** Whether `Idempotency-Key` must come with it, may come, or means nothing. */
  readonly idempotency: 'required' | 'optional' | 'none';
  readonly status: 200 | 201 | 202;
  readonly answer: z.ZodType;
  /** What it may refuse, beside what every route may. */
  readonly refusals: readonly RefusalCode[];
}

/** For what a route does not take. */
export const NOTHING = z.strictObject({});

/** A moment as REST writes it. */
export const moment = z.iso.datetime({ precision: 3 }).describe('A moment in UTC, ISO 8601.');

/** A number in E.164. */
export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'is not a number in E.164, such as +4915112345678')
  .describe('A phone number in E.164, such as `+4915112345678`.');

/** Meta's id of a WhatsApp user, where there is no number. */
export const whatsappUserId = z
  .string()
  .regex(/^[A-Z]{2}\.\w{1,128}$/, 'is not a WhatsApp user id, such as US.1234')
  .describe('A WhatsApp user id, such as `US.13491208655302741918`.');

const LONGEST_CURSOR = 200;

/** What every list takes: how many, and from where on. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('At most so many.'),
  cursor: z
    .string()
    .min(1)
    .max(LONGEST_CURSOR)
    .optional()
    .describe('The `next` of the page before; without it the list begins.'),
};

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The cursor of the next page; null: this was the last.'),
  });
}
