import { z } from 'zod';
import { refusal } from '../../../shared/contract/errors.ts';

/* What the driver of a run and a core's process say to each other. */

/** A call of the bridge, with a number by which it is answered. */
export const coreOrder = z.object({
  n: z.number(),
  request: z.object({ name: z.string(), input: z.unknown() }),
});

const answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal }),
]);
export type CoreAnswer = z.infer<typeof answer>;

export const fromCore = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ n: z.number(), answer }),
  /** Outbound messages that are now shown with another status. */
  z.object({ seen: z.array(z.object({ id: z.string(), status: z.string() })) }),
]);
export type FromCore = z.infer<typeof fromCore>;
