import { startNumbering } from './deal.ts';
import { PEOPLE, SENDERS } from './people.ts';
import { hexDigits, seededRandom } from './random.ts';
import { type SampleWorld } from './world.ts';
import { planConversations } from './plan.ts';
import { SHOWCASE_NUMBERS } from './showcases.ts';

/**
 * The sample tenant "Northwind Supply" with about 200 customers and their conversations.
 * `now`: milliseconds since the epoch; no message is later. The same input gives the same world.
 */
export function northwindSupply(input: {
  readonly now: number;
  readonly seed?: number;
}): SampleWorld {
  const seed = input.seed ?? 1;
  const written = planConversations({
    now: input.now,
    seed,
    numbering: startNumbering(SHOWCASE_NUMBERS),
    random: seededRandom(`${seed}/world`),
  });
  return {
    tenant: {
      name: 'Northwind Supply',
      timeZone: 'America/Chicago',
      accountSid: `AC${hexDigits(`${seed}/account`)}`,
      authToken: hexDigits(`${seed}/token`),
    },
    people: PEOPLE,
    senders: SENDERS,
    customers: written.map(({ customer }) => customer),
    conversations: written.map(({ conversation }) => conversation),
  };
}
