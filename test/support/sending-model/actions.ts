import fc from 'fast-check';
import { PROVIDER_STATUSES, type ProviderStatus } from '../../../relay/providers/provider.ts';
import type { Failpoint } from '../../../relay/services/sending/failpoints.ts';
import type { Script } from './scripted-provider.ts';

/** Something that happens to the relay. Numbers choose among what is there, modulo its count. */
export type Action =
  | { readonly do: 'write'; readonly conversation: number; readonly body: string }
  | { readonly do: 'template'; readonly conversation: number }
  | { readonly do: 'customer'; readonly conversation: number }
  | {
      readonly do: 'consent';
      readonly conversation: number;
      readonly optIn: 'opted_in' | 'opted_out';
    }
  | { readonly do: 'cancel'; readonly message: number }
  | { readonly do: 'decide'; readonly message: number; readonly wentOut: boolean }
  | { readonly do: 'script'; readonly scripts: readonly Script[] }
  | {
      readonly do: 'tell';
      readonly taken: number;
      readonly status: ProviderStatus;
      readonly withToken: boolean;
    }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'crash'; readonly place: Failpoint }
  | { readonly do: 'sender'; readonly status: 'online' | 'offline' }
  | { readonly do: 'books'; readonly open: boolean; readonly lag: number }
  /** Another pace of the sender. */
  | { readonly do: 'rate'; readonly perSecond: number }
  /** So much has just been written to one person that the next has to wait six seconds. */
  | { readonly do: 'chatty'; readonly conversation: number }
  /** The relay stands still between its next release and the call. */
  | { readonly do: 'still'; readonly ms: number }
  | { readonly do: 'settle' };

export const CONVERSATIONS = 3;

const conversation = fc.nat(CONVERSATIONS - 1);
const some = fc.nat(30);

const scripts = fc.array(
  fc.constantFrom<Script>(
    'accepted',
    'accepted_and_told_first',
    'not_departed',
    'busy',
    'refused',
    'opted_out',
    'in_doubt',
    'in_doubt_after_acceptance',
  ),
  { minLength: 1, maxLength: 4 },
);

const often: fc.MaybeWeightedArbitrary<Action>[] = [
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      conversation,
      // Few different texts: the provider's books alone often cannot tell them apart.
      body: fc.constantFrom('ok', 'ok', 'on its way', 'thanks'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('template' as const), conversation }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('customer' as const), conversation }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('consent' as const),
      conversation,
      optIn: fc.constantFrom('opted_in' as const, 'opted_out' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), message: some }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      message: some,
      wentOut: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('script' as const), scripts }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      taken: some,
      status: fc.constantFrom(...PROVIDER_STATUSES),
      withToken: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      // The last lead from the start of a window to two seconds before its end, and past that.
      ms: fc.constantFrom(700, 3000, 12_000, 26_000, 61_000, 3_600_000, 86_278_000, 86_340_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      place: fc.constantFrom<Failpoint>(
        'after_claim',
        'after_commit',
        'request_sent',
        'response_read',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('sender' as const),
      status: fc.constantFrom('online' as const, 'offline' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('books' as const),
      open: fc.boolean(),
      lag: fc.constantFrom(0, 2000, 90_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rate' as const),
      perSecond: fc.constantFrom(1, 2, 80),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('chatty' as const), conversation }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
];

const still: fc.MaybeWeightedArbitrary<Action> = {
  weight: 4,
  arbitrary: fc.record({ do: fc.constant('still' as const), ms: fc.constantFrom(1500, 4000) }),
};

// Without the size, fast-check draws histories of hardly ten steps.
const length = { minLength: 3, maxLength: 40, size: 'max' } as const;

/** What may happen in one run. */
export const actions: fc.Arbitrary<Action[]> = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.oneof(...often), length) },
  { weight: 1, arbitrary: fc.array(fc.oneof(...often, still), length) },
);
