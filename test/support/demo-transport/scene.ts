import { z } from 'zod';
import { settings } from '../../../shared/contract/bridge.ts';

/** What the demo shows, from the address of the page. */
export const scene = z.object({
  scene: z
    .enum([
      'inbox',
      'empty',
      'loading',
      'error',
      'boot-error',
      'offline',
      'connecting',
      'first-load',
      'client-too-old',
      'session-ended',
      'signed-out',
      'live',
    ])
    .catch('inbox'),
  theme: settings.shape.theme.catch('system'),
  density: settings.shape.density.catch('comfortable'),
  sendWith: settings.shape.sendWith.catch('enter'),
  /** ms that every answer takes. */
  delay: z.coerce.number().catch(0),
  /** Makes every name very long. */
  long: z.stringbool().catch(false),
});
export type Scene = z.infer<typeof scene>;

/** Reads the scene; what cannot be read is as usual. */
export function readScene(parameters: URLSearchParams): Scene {
  return scene.parse(Object.fromEntries(parameters));
}
