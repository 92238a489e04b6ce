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

/** The names of the emoji, one folder per language, as the picker asks for them. */
const EMOJI_FILES = [...LANGUAGES].flatMap((language) =>
  ['data', 'messages'].map((file) => `${language}/${file}.json`),
);

/** Puts the names of the emoji beside the page: nothing is asked of anybody else's server. */
function emojiData(): Plugin {
  return {
    name: 'casement-emoji-data',
    async generateBundle() {
      for (const file of EMOJI_FILES) {
        const found = await this.resolve(`emojibase-data/${file}`);
        if (found === null) this.error(`emojibase-data has no ${file}`);
        const source = await this.fs.readFile(found.id, { encoding: 'utf8' });
        this.emitFile({ type: 'asset', fileName: `emoji/${file}`, source });
      }
    },
    async configureServer({ middlewares, pluginContainer }) {
      const paths = new Map<string, string>();
      for (const file of EMOJI_FILES) {
        const found = await pluginContainer.resolveId(`emojibase-data/${file}`);
        if (found !== null) paths.set(`/emoji/${file}`, `/@fs/${found.id.replace(/^\//, '')}`);
      }
      middlewares.use((request, _response, next) => {
        request.url = paths.get(request.url ?? '') ?? request.url ?? '';
        next();
      });
    },
  };
}

/** How the interface is built; the build of the whole program takes it over. Its root is this folder. */
export const rendererConfig = {
  base: './',
  plugins: [react(), onlyOwnLanguages(), emojiData()],
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
