import { Readable } from 'node:stream';
import type { FastifyPluginCallback } from 'fastify';
import { mediaId, tenantId } from '../../shared/contract/ids.ts';
import type { Parts } from '../parts.ts';
import { OUT_PATH } from '../services/media/links.ts';
import { findUpload, piecesOf } from '../services/media/upload-store.ts';
import { providerHeaders } from './media-headers.ts';
import { sendRefusal } from './refusals.ts';

interface Asked {
  readonly Params: { readonly tenant: string; readonly id: string };
  readonly Querystring: { readonly expires?: unknown; readonly signature?: unknown };
}

/**
 * `GET` and `HEAD` of a file by the link that the provider was given, without sign-in. Whatever
 * is wrong with a link, the answer is the same 404; the metrics tell it apart.
 */
export function mediaOut(
  parts: Pick<Parts, 'store' | 'clock' | 'links' | 'metrics'>,
): FastifyPluginCallback {
  const { store, clock, links, metrics } = parts;
  return (fastify, _options, done) => {
    fastify.route<Asked>({
      method: ['GET', 'HEAD'],
      url: `${OUT_PATH}/:tenant/:id`,
      handler: async (request, reply) => {
        const { tenant: claimed, id: wanted } = request.params;
        const { expires, signature } = request.query;
        const link = { tenantId: claimed, id: wanted, expires, signature };
        const verdict = links.judge(link, clock.now());
        const tenant = tenantId.safeParse(claimed);
        const id = mediaId.safeParse(wanted);
        if (verdict !== 'genuine' || !tenant.success || !id.success) {
          metrics.mediaLinks.inc({ outcome: verdict });
          return sendRefusal(reply, 404, 'media_not_found');
        }
        const file = await store.inTenant(tenant.data, (tx) => findUpload(tx, id.data));
        metrics.mediaLinks.inc({ outcome: file === undefined ? 'unknown' : 'served' });
        if (file === undefined) return sendRefusal(reply, 404, 'media_not_found');
        reply.headers(providerHeaders(file.content_type, file.file_name, file.size));
        if (request.method === 'HEAD') return reply.send();
        return reply.send(Readable.from(piecesOf(store, tenant.data, file.storage)));
      },
    });
    done();
  };
}
