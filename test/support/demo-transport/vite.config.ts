import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const project = join(import.meta.dirname, '../../..');

/** Serves the interface over sample data, for looking at its states. Never built. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: join(project, 'assets/sample'),
  cacheDir: join(project, '.cache/gallery'),
  plugins: [react()],
  server: { host: '127.0.0.1', port: 4390, strictPort: true, fs: { allow: [project] } },
});
