import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/* Loaded before a built program, in a process of its own: whatever it imports as `electron` is
 * the stand-in, in the form that Electron gives it to modules. */

const standIn = pathToFileURL(
  join(import.meta.dirname, '../../support/fake-electron/index.ts'),
).href;
const ELECTRON = 'stand-in:electron';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: ELECTRON, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === ELECTRON
      ? {
          format: 'module',
          shortCircuit: true,
          source: `export * from '${standIn}'; import * as all from '${standIn}'; export { all as default };`,
        }
      : next(url, context),
});
