import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { SAFE_HEADERS } from '../common/content-policy.ts';

/** Where the interface comes from. */
export interface Pages {
  /** The page, with no token in it yet; null when it has not been built. */
  readonly page: (url: string) => Promise<string | null>;
  /** Adds the routes of its other files. Called inside a scope that only visitors reach. */
  readonly serve: (app: FastifyInstance) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Directives that the page needs beyond the strict policy; none in what people get. */
  readonly looserPolicy?: (strict: string) => string;
}

/**
 * The interface as `npm run build` made it.
 *
 * @param folder absolute path of `out/renderer`
 * @param icon absolute path of the icon that browsers ask for by themselves
 */
export function builtPages(folder: string, icon: string): Pages {
  return {
    page: async () => {
      try {
        return await readFile(join(folder, 'index.html'), 'utf8');
      } catch {
        return null;
      }
    },
    serve: async (app) => {
      app.get('/favicon.ico', async (_request, reply) =>
        reply.type('image/x-icon').send(await readFile(icon)),
      );
      await app.register(fastifyStatic, {
        root: folder,
        index: false,
        redirect: false,
        list: false,
        dotfiles: 'ignore',
        decorateReply: false,
        cacheControl: false,
        // The page itself only ever goes out with a token in it.
        allowedPath: (path) => path !== '/index.html',
        setHeaders: (reply) => {
          reply.headers({ ...SAFE_HEADERS, 'cache-control': 'private, no-cache' });
        },
      });
    },
    close: () => Promise.resolve(),
  };
}

/** Puts the token of a tab into a page's head. */
export function withTabToken(page: string, token: string): string {
  const marked = page.replace(/<head(\s[^>]*)?>/i, (head) => {
    return `${head}<meta name="casement-tab" content="${token}">`;
  });
  if (marked === page) throw new Error('the built page has no <head>');
  return marked;
}
