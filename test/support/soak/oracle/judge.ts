import { coresAgree, draftsAreKept, summariesAreTrue } from './cores.ts';
import type { Check, Facts, Violation } from './facts.ts';
import { noStatusGoesBack, numbersAreGapless, onlyInsideWindows } from './order.ts';
import { assignedAsOrdered, resolvedAsOrdered } from './orders.ts';
import {
  answeredWhenStored,
  coresShowWhatCameIn,
  nothingReceivedIsLost,
  unreadAddsUp,
  windowOfTheLatest,
} from './receives.ts';
import {
  asTheProviderSays,
  fewUnconfirmed,
  inTurn,
  nothingPromisedVanishes,
  nothingUnasked,
  oneFinalState,
  refusedByReason,
  sentAtMostOnce,
} from './sends.ts';

const CHECKS: readonly Check[] = [
  sentAtMostOnce,
  nothingPromisedVanishes,
  nothingUnasked,
  oneFinalState,
  asTheProviderSays,
  refusedByReason,
  fewUnconfirmed,
  inTurn,
  nothingReceivedIsLost,
  answeredWhenStored,
  coresShowWhatCameIn,
  windowOfTheLatest,
  unreadAddsUp,
  noStatusGoesBack,
  numbersAreGapless,
  onlyInsideWindows,
  coresAgree,
  summariesAreTrue,
  draftsAreKept,
  assignedAsOrdered,
  resolvedAsOrdered,
];

/** Everything that must not be and is. Nothing of the relay's code has a say in it. */
export function judge(facts: Facts): Violation[] {
  return CHECKS.flatMap((check) => check(facts));
}
