import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { join } from 'node:path';
import { createServer } from 'vite';
import type { Pages } from './pages.ts';

/**
 * The interface straight from its sources, for whoever works on it: changes show at once. Vite
 * reloads through a server of its own, and its page needs what people never get: inline scripts
 * and styles, and that server's address. Nothing else of the host's rules is relaxed.
 *
 * @param folder absolute path of `renderer`
 */
export async function sourcePages(folder: string): Promise<Pages> {
  const reloader = createHttpServer((_request, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => {
    reloader.listen(0, '127.0.0.1', () => resolve());
  });
  const address = reloader.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const vite = await createServer({
    root: folder,
    configFile: join(folder, 'vite.config.ts'),
    appType: 'custom',
    cacheDir: join(folder, '../.cache/vite'),
    base: '/',
    server: {
      middlewareMode: true,
      host: '127.0.0.1',
      hmr: { server: reloader, host: '127.0.0.1', clientPort: port },
    },
  });
  return {
    page: async (url) =>
      vite.transformIndexHtml(url, await readFile(join(folder, 'index.html'), 'utf8')),
    serve: async (app) => {
      app.get('/*', (request, reply) => {
        reply.hijack();
        vite.middlewares(request.raw, reply.raw, () => reply.raw.writeHead(404).end());
      });
      await Promise.resolve();
    },
    close: async () => {
      await vite.close();
      reloader.closeAllConnections();
      reloader.close();
    },
    looserPolicy: (strict) =>
      strict
        .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
        .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
        .replace("connect-src 'self'", `connect-src 'self' ws://127.0.0.1:${port}`),
  };
}
