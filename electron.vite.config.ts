import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import { rendererConfig } from './renderer/vite.config.ts';

/* `npm run build`: the desktop core with its Electron host, the preload and the interface.
 *
 * Everything but the one native package is bundled, so that the packaged product carries no
 * folder of packages, with the relay's among them. */

const root = import.meta.dirname;

/** `ws` asks for these two if they are there. They are not. */
const NOT_BUNDLED = ['electron', 'better-sqlite3', 'bufferutil', 'utf-8-validate'];

export default defineConfig({
  main: {
    build: {
      outDir: join(root, 'out/main'),
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        input: { index: join(root, 'main/host/electron/index.ts') },
        external: NOT_BUNDLED,
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(root, 'out/preload'),
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        input: { index: join(root, 'preload/index.ts') },
        // A sandboxed preload is one CommonJS file: it cannot require another.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...rendererConfig,
    root: join(root, 'renderer'),
    build: {
      ...rendererConfig.build,
      outDir: join(root, 'out/renderer'),
      rolldownOptions: { input: { index: join(root, 'renderer/index.html') } },
    },
  },
});
