import type { Rectangle } from 'electron';
import { z } from 'zod';

export const DEFAULT_SIZE = { width: 1280, height: 840 };
export const SMALLEST = { width: 480, height: 480 };
/** So much of the title bar must be on a display that the person can take hold of it. */
const VISIBLE = { width: 120, height: 40 };

export const windowState = z.object({
  bounds: z.object({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int().positive(),
    height: z.number().int().positive(),
  }),
  maximised: z.boolean(),
});

/**
 * Where a window is to open: where it was, if that is on a display that is still there; else in
 * the middle of the main one.
 *
 * @param stored what was kept, of any form
 * @param workAreas of the displays that there are, in the same coordinates
 */
export function placeWindow(
  stored: unknown,
  workAreas: readonly Rectangle[],
): { readonly bounds: Partial<Rectangle>; readonly maximised: boolean } {
  const { data } = windowState.safeParse(stored);
  if (data === undefined) return { bounds: DEFAULT_SIZE, maximised: false };
  const width = Math.max(data.bounds.width, SMALLEST.width);
  const height = Math.max(data.bounds.height, SMALLEST.height);
  const { x, y } = data.bounds;
  const graspable = workAreas.some((area) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    const below = area.y + area.height - y;
    return across >= VISIBLE.width && y >= area.y && below >= VISIBLE.height;
  });
  const bounds = graspable ? { x, y, width, height } : { width, height };
  return { bounds, maximised: data.maximised };
}
