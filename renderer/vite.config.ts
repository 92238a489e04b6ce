import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** Serves the gallery of states with sample data, in development only: nothing of it is built. */
function gallery(): Plugin {
  let root = '';
  return {
    name: 'casement-gallery',
    apply: 'serve',
    enforce: 'pre',
    configResolved: (config) => {
      root = config.root;
    },
    resolveId: (id) =>
      id === '/gallery-entry.tsx' ? `${root}/../test/support/demo-transport/gallery.tsx` : null,
  };
}

/** How the interface is built; the build of the whole program takes it over. Its root is this folder. */
export const rendererConfig = {
  base: './',
  plugins: [react(), gallery()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'es2024',
    // The content security policy takes nothing from `data:`, and knows no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
} satisfies UserConfig;

export default defineConfig(rendererConfig);
