const HOUR = 60;
const DAY = 24 * HOUR;

/** Ages of the latest inbound message, in minutes, while the customer service window is open. */
const OPEN_WINDOWS = [
  0.4, 0.8, 1.6, 3, 5, 8, 12, 17, 23, 31, 38, 46, 55, 68, 82, 97, 115, 134, 160, 185, 210, 240, 275,
  310, 345, 380, 420, 460, 505, 550, 600, 650, 700, 750, 800, 850, 900, 950, 1000, 1050, 1100, 1150,
];

/** Between 30 minutes and 4 hours left. */
const CLOSING_WINDOWS = [1215, 1240, 1268, 1290, 1315, 1340, 1365, 1385, 1402];

/** Less than 30 minutes left; the last one has five minutes. */
const NEARLY_CLOSED_WINDOWS = [1413, 1419, 1424, 1428, 1431, 1433, 1435];

/** Closed within the last two hours. */
const JUST_CLOSED_WINDOWS = [1440.6, 1446, 1455, 1470, 1492, 1520, 1556];

const LONG_CLOSED = 96;

/** Ages of the latest inbound message that the conversations of the sample cover, in minutes. */
export const RECENT_AGES: readonly number[] = [
  ...OPEN_WINDOWS,
  ...CLOSING_WINDOWS,
  ...NEARLY_CLOSED_WINDOWS,
  ...JUST_CLOSED_WINDOWS,
];

/** Windows closed since days, weeks and months: dense near, sparse far. In minutes. */
export const OLD_AGES: readonly number[] = Array.from(
  { length: LONG_CLOSED },
  (_unused, index) => 1.15 * DAY * (120 / 1.15) ** (index / (LONG_CLOSED - 1)),
);

/** Ages of templates that nobody has answered, in minutes. */
export const UNANSWERED_AGES: readonly number[] = [
  14,
  95,
  3 * HOUR,
  5 * HOUR,
  9 * HOUR,
  21 * HOUR,
  27 * HOUR,
  2 * DAY,
  3 * DAY,
  5 * DAY,
  8 * DAY,
  12 * DAY,
  19 * DAY,
  33 * DAY,
];

/** Ages of the latest inbound text message (SMS has no window), in minutes. */
export const SMS_AGES: readonly number[] = [
  6,
  41,
  150,
  7 * HOUR,
  13 * HOUR,
  22 * HOUR,
  30 * HOUR,
  2 * DAY,
  3 * DAY,
  6 * DAY,
  11 * DAY,
  18 * DAY,
  29 * DAY,
  47 * DAY,
];
