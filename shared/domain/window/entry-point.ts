/** How long messages are free after the answer to an ad click. Source: Meta, free entry point. */
export const ENTRY_POINT_MS = 72 * 3_600_000;

/** The business must have answered an ad click within this time. Source: Meta, free entry point. */
export const ENTRY_POINT_ANSWER_MS = 24 * 3_600_000;

/**
 * When the free entry point ends. It makes messages free; it does not allow freeform, which
 * still needs an open customer service window.
 *
 * @param clickedAt ms, the customer's message that came from the ad; null: none
 * @param answeredAt ms, when the first answer to it was delivered; null: not yet
 * @returns ms, or null where no entry point was opened
 */
export function entryPointEndsAt(
  clickedAt: number | null,
  answeredAt: number | null,
): number | null {
  if (clickedAt === null || answeredAt === null || answeredAt < clickedAt) return null;
  return answeredAt - clickedAt <= ENTRY_POINT_ANSWER_MS ? answeredAt + ENTRY_POINT_MS : null;
}
