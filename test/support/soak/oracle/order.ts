import type { Check } from './facts.ts';
import { goesBack } from './statuses.ts';

/* Laws about the order of things: statuses, change numbers, windows. */

const DAY = 24 * 3_600_000;
/** A window closes this much earlier than the platform's, for everyone. */
const GUARD = 120_000;
const OUTSIDE_WINDOW = 63_016;

/** No status goes back, neither in the database nor before a person's eyes. */
export const noStatusGoesBack: Check = ({ audit, sights }) => {
  const moved = audit.moves
    .filter(({ before, after }) => goesBack(before, after))
    .map(({ id, before, after }) => ({ rule: 'went back', what: `${id}: ${before}, ${after}` }));
  const shown = new Map<string, string>();
  const seen = sights.flatMap(({ core, id, status }) => {
    const key = `${core} ${id}`;
    const before = shown.get(key);
    shown.set(key, status);
    if (before === undefined || !goesBack(before, status)) return [];
    return [{ rule: 'went back', what: `${id} at core ${core}: ${before}, ${status}` }];
  });
  return [...moved, ...seen];
};

/** Every change has a number of its own, and none is left out. */
export const numbersAreGapless: Check = ({ audit, relay }) => {
  const numbers = audit.numbers.filter((number) => number > audit.base);
  const distinct = new Set(numbers);
  const missing = Array.from(
    { length: Math.max(relay.head - audit.base, 0) },
    (_, index) => audit.base + 1 + index,
  ).filter((number) => !distinct.has(number));
  return [
    ...missing.slice(0, 5).map((number) => ({ rule: 'gap', what: `no change is ${number}` })),
    ...(distinct.size === numbers.length
      ? []
      : [{ rule: 'gap', what: `${numbers.length - distinct.size} numbers are given twice` }]),
    ...[...distinct]
      .filter((number) => number > relay.head)
      .slice(0, 5)
      .map((number) => ({ rule: 'gap', what: `${number} is beyond the last, ${relay.head}` })),
  ];
};

/** No text was handed to WhatsApp outside the customer's window. */
export const onlyInsideWindows: Check = ({ log }) => {
  const late = log.accepted
    .filter(({ to, contentSid }) => to.startsWith('whatsapp:') && contentSid === null)
    .filter(({ n, to, from, dateCreated }) => {
      const written = log.inbound.filter(
        (each) => each.from === to && each.to === from && each.n < n,
      );
      const latest = Math.max(...written.map((each) => each.dateCreated), 0);
      return dateCreated >= latest + DAY - GUARD;
    });
  const refused = log.statuses.filter(({ errorCode }) => errorCode === OUTSIDE_WINDOW);
  return [...late, ...refused].map(({ sid }) => ({
    rule: 'outside the window',
    what: `${sid} was handed over after the window had closed`,
  }));
};
