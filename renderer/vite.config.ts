import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** How the interface is built; the build of the whole program takes it over. Its root is this folder. */
export const rendererConfig = {
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'es2024',
    // The content security policy takes no fonts from `data:`, and knows no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
} satisfies UserConfig;

export default defineConfig(rendererConfig);
