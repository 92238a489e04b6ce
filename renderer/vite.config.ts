import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** The languages that the interface has. */
const LANGUAGES = new Set(['en']);

/**
 * Leaves react-aria's own strings out of the build for every language that the interface does
 * not have: some thirty translations, which would be a tenth of the first load.
 */
function onlyOwnLanguages(): Plugin {
  return {
    name: 'casement-only-own-languages',
    load: (id) => {
      const language =
        /[\\/]react-aria(?:-components)?[\\/].*[\\/]intl[\\/].*?([a-z]{2})-[A-Z]{2}\.m?js/.exec(
          id,
        )?.[1];
      return language === undefined || LANGUAGES.has(language) ? null : 'export default {};';
    },
  };
}

/** How the interface is built; the build of the whole program takes it over. Its root is this folder. */
export const rendererConfig = {
  base: './',
  plugins: [react(), onlyOwnLanguages()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'es2024',
    // electron-vite would leave it as it is.
    minify: true,
    // The content security policy takes no fonts from `data:`, and knows no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
} satisfies UserConfig;

// Development serves the sources by this file itself.
export default defineConfig(rendererConfig);
