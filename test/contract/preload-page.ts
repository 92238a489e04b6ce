import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { loadConfigFromFile, PreloadConfigFactory } from 'electron-vite';
import { build } from 'vite';
import { z } from 'zod';
import type { BridgeTransport } from '../../shared/contract/bridge.ts';
import { pageOf, type WebContents } from '../support/fake-electron/index.ts';

const root = join(import.meta.dirname, '../..');

const transportShape = z.strictObject({
  call: z.custom<BridgeTransport['call']>((value) => typeof value === 'function'),
  onPush: z.custom<BridgeTransport['onPush']>((value) => typeof value === 'function'),
});

/**
 * Builds the preload as `npm run build` does.
 *
 * @param outDir where to
 * @returns the names of the files that came out, and the code of the one that Electron loads
 */
export async function builtPreload(
  outDir: string,
): Promise<{ readonly files: readonly string[]; readonly code: string }> {
  const environment = { command: 'build', mode: 'production' } as const;
  const { config } = await loadConfigFromFile(environment, join(root, 'electron.vite.config.ts'));
  const { preload = {} } = config;
  const factory = new PreloadConfigFactory(preload, { mode: 'production' }, { root });
  const settings = await factory.build();
  const made = await build({
    ...settings,
    configFile: false,
    logLevel: 'silent',
    build: { ...settings.build, outDir, emptyOutDir: false },
  });
  const outputs = Array.isArray(made) ? made : [made];
  const files = outputs.flatMap((one) => ('output' in one ? one.output : []));
  return {
    files: files.map(({ fileName }) => fileName),
    code: await readFile(join(outDir, 'index.cjs'), 'utf8'),
  };
}

/** What a sandboxed preload may require (Electron, "Process Sandboxing"), less what has no use here. */
const MODULES = new Set(['events', 'timers', 'url', 'node:events', 'node:timers', 'node:url']);

/**
 * Runs a preload as Electron's sandbox does: a world of its own, with no Node in it but a
 * `require` that knows a handful of names.
 *
 * @param code of the bundle
 * @returns what the page finds on `window`, by name
 */
export function runPreload(code: string, contents: WebContents): ReadonlyMap<string, unknown> {
  const { electron, exposed } = pageOf(contents);
  const require = (name: string): unknown => {
    if (name === 'electron') return electron;
    if (MODULES.has(name)) return process.getBuiltinModule(name);
    throw new Error(`module not found: ${name}`);
  };
  const world = createContext({ console, setTimeout, clearTimeout });
  const wrapped = `(function (require, exports, module) {${code}\n})`;
  const run: unknown = new Script(wrapped).runInContext(world);
  const module = { exports: {} };
  if (typeof run === 'function') Reflect.apply(run, undefined, [require, module.exports, module]);
  return exposed;
}

/** The transport that the page finds. Anything beside it, or missing in it, throws. */
export function transportOf(exposed: ReadonlyMap<string, unknown>): BridgeTransport {
  if (exposed.size !== 1) throw new Error(`exposed: ${[...exposed.keys()].join(', ')}`);
  return transportShape.parse(exposed.get('casement'));
}
