import type { FastifyPluginCallback, FastifyRequest } from 'fastify';
import { RefusedError, type RefusalCode } from '../../shared/contract/errors.ts';
import { mediaId } from '../../shared/contract/ids.ts';
import { FILE_NAME_HEADER, mediaPath, PIXELS_HEADER } from '../../shared/contract/sign-in.ts';
import { bareType } from '../../shared/domain/attachment/attachment.ts';
import { LARGEST_ATTACHMENT } from '../../shared/domain/attachment/limits.ts';
import type { Auth } from '../auth/auth.ts';
import type { Parts } from '../parts.ts';
import { receiveUpload } from '../services/media/receive-upload.ts';
import { whoAsks } from './bearer.ts';
import { fileNameOf } from './file-name.ts';
import { sendRefusal } from './refusals.ts';

/** Files that come in at a time, of all desktops of this relay. */
const AT_A_TIME = 32;
const PIXELS = /^([1-9]\d{0,5})x([1-9]\d{0,5})$/;

const STATUS: Partial<Record<RefusalCode, number>> = {
  attachment_too_large: 413,
  attachment_type_not_supported: 415,
  command_id_reused: 409,
  limit_reached: 429,
  busy: 503,
};

/**
 * `PUT /media/<id>` with the bearer token: a file that is to be sent, its bytes as the body, with
 * `content-type`, `x-file-name` and `x-pixels`.
 *
 * Answers: 204, also where the very bytes are here already; 400 `invalid_input`; 401
 * `not_signed_in`; 409 `command_id_reused` where the id is that of other bytes; 413
 * `attachment_too_large`; 415 `attachment_type_not_supported`; 429 `limit_reached`; 503 `busy`.
 */
export function mediaUpload(
  parts: Pick<Parts, 'store' | 'clock' | 'log'>,
  auth: Pick<Auth, 'session'>,
): FastifyPluginCallback {
  const { store, log } = parts;
  let underWay = 0;
  return (fastify, _options, done) => {
    // The body is read by the service, which stops where it becomes too large.
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(null);
    });
    fastify.put<{ Params: { id: string } }>(
      mediaPath(':id'),
      { bodyLimit: LARGEST_ATTACHMENT },
      async (request, reply) => {
        const person = await whoAsks(request, auth, store);
        if (person === null) return sendRefusal(reply, 401, 'not_signed_in');
        const id = mediaId.safeParse(request.params.id);
        if (!id.success) return sendRefusal(reply, 400, 'invalid_input', 'the id');
        if (underWay >= AT_A_TIME) {
          return sendRefusal(reply.header('retry-after', '1'), 503, 'busy');
        }
        underWay += 1;
        try {
          await receiveUpload(parts, {
            tenantId: person.tenantId,
            id: id.data,
            ...claimsOf(request),
            bytes: request.raw.iterator({ destroyOnReturn: false }),
          });
          return await reply.code(204).send();
        } catch (error) {
          if (error instanceof RefusedError) {
            const { code, detail } = error.refusal;
            // What is still to come of the body is not waited for.
            return sendRefusal(
              reply.header('connection', 'close'),
              STATUS[code] ?? 400,
              code,
              detail,
            );
          }
          if (!request.raw.complete) {
            log.info({ event: 'upload_broke_off', mediaId: id.data });
            return sendRefusal(reply, 400, 'invalid_input', 'the body broke off');
          }
          throw error;
        } finally {
          underWay -= 1;
        }
      },
    );
    done();
  };
}

function claimsOf({ headers }: FastifyRequest) {
  const length = headers['content-length'];
  const [, width, height] = PIXELS.exec(String(headers[PIXELS_HEADER] ?? '')) ?? [];
  return {
    contentType: bareType(headers['content-type'] ?? ''),
    fileName: fileNameOf(headers[FILE_NAME_HEADER]),
    pixels: width === undefined ? null : { width: Number(width), height: Number(height) },
    declaredSize: length === undefined ? null : Number(length),
  };
}
