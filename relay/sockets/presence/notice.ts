import { z } from 'zod';
import { conversationId, personId, tenantId } from '../../../shared/contract/ids.ts';

const someone = z.object({
  personId,
  /** null: not connected to that relay any more. */
  places: z.array(z.object({ conversationId, typing: z.boolean() })).nullable(),
});
export type Someone = z.infer<typeof someone>;

/** What relays tell each other of presence. `number` counts up, so that no two are the same. */
export const presenceNotice = z.discriminatedUnion('kind', [
  /** Where these people are at the relay that tells it. */
  z.object({
    kind: z.literal('presence'),
    number: z.number(),
    tenantId,
    people: z.array(someone),
  }),
  /** What the relay told so far is void; what follows is the whole. */
  z.object({ kind: z.literal('presence_anew'), number: z.number() }),
  /** The others are to tell the whole. */
  z.object({ kind: z.literal('presence_ask'), number: z.number() }),
  z.object({ kind: z.literal('relay_alive') }),
  z.object({ kind: z.literal('relay_left') }),
]);
export type PresenceNotice = z.infer<typeof presenceNotice>;
