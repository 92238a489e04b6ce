import { Readable } from 'node:stream';
import type { FastifyPluginCallback, FastifyReply } from 'fastify';
import { type MediaId, mediaId, type TenantId } from '../../shared/contract/ids.ts';
import { mediaPath } from '../../shared/contract/sign-in.ts';
import type { Auth } from '../auth/auth.ts';
import type { Store, TenantTransaction } from '../db/tenant-transaction.ts';
import type { Parts } from '../parts.ts';
import { MediaTooLargeError } from '../providers/provider.ts';
import { findAccount } from '../services/accounts/accounts.ts';
import { findUpload, piecesOf } from '../services/media/upload-store.ts';
import { whoAsks } from './bearer.ts';
import { desktopHeaders } from './media-headers.ts';
import { sendRefusal } from './refusals.ts';

/** WhatsApp's largest file is a document of 100 MB; Twilio takes 16 MB. Source: Twilio, WhatsApp media. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Files are held in memory on their way: so many at a time. */
const AT_A_TIME = 8;

/**
 * `GET /media/<id>` with the bearer token: a file of the tenant's, which a desktop put here, or
 * fetched from the provider with the account's own credentials, which never leave the relay.
 *
 * Answers: 200; 401 `not_signed_in`; 404 `media_not_found`; 413 for a file that is too large;
 * 502 `provider_busy` where the provider does not give it; 503 `busy`.
 */
export function media(
  parts: Pick<Parts, 'store' | 'vault' | 'provider' | 'log'>,
  auth: Pick<Auth, 'session'>,
): FastifyPluginCallback {
  const { store, provider, log } = parts;
  let underWay = 0;
  return (fastify, _options, done) => {
    fastify.get<{ Params: { id: string } }>(mediaPath(':id'), async (request, reply) => {
      const person = await whoAsks(request, auth, store);
      if (person === null) return sendRefusal(reply, 401, 'not_signed_in');
      const id = mediaId.safeParse(request.params.id);
      const file = id.success
        ? await store.inTenant(person.tenantId, (tx) => whereIs(tx, id.data))
        : undefined;
      if (file === undefined) return sendRefusal(reply, 404, 'media_not_found');
      if (file.provider_url === null) return sendOwn(store, person.tenantId, file.id, reply);
      const account = await findAccount(parts, file.provider_account_id);
      if (account === null) return sendRefusal(reply, 404, 'media_not_found');
      if (underWay >= AT_A_TIME) {
        return sendRefusal(reply.header('retry-after', '1'), 503, 'busy');
      }
      underWay += 1;
      try {
        const found = await provider.fetchMedia(account, file.provider_url, MAX_BYTES);
        if (found === null) return sendRefusal(reply, 404, 'media_not_found');
        return await reply
          .headers(desktopHeaders(found.contentType, null))
          .send(Buffer.from(found.bytes));
      } catch (error) {
        if (error instanceof MediaTooLargeError) {
          return sendRefusal(reply, 413, 'media_not_found', 'larger than 16 MB');
        }
        log.warn({ event: 'media_not_fetched', mediaId: file.id, err: error });
        return sendRefusal(reply, 502, 'provider_busy');
      } finally {
        underWay -= 1;
      }
    });
    done();
  };
}

async function sendOwn(
  store: Store,
  tenantId: TenantId,
  id: MediaId,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const file = await store.inTenant(tenantId, (tx) => findUpload(tx, id));
  if (file === undefined) return sendRefusal(reply, 404, 'media_not_found');
  return reply
    .headers(desktopHeaders(file.content_type, file.file_name))
    .header('content-length', String(file.size))
    .send(Readable.from(piecesOf(store, tenantId, file.storage)));
}

function whereIs({ sql, tenantId }: TenantTransaction, id: ReturnType<typeof mediaId.parse>) {
  return sql
    .selectFrom('media')
    .innerJoin('messages', (join) =>
      join
        .onRef('messages.tenant_id', '=', 'media.tenant_id')
        .onRef('messages.id', '=', 'media.message_id'),
    )
    .innerJoin('conversations', (join) =>
      join
        .onRef('conversations.tenant_id', '=', 'messages.tenant_id')
        .onRef('conversations.id', '=', 'messages.conversation_id'),
    )
    .innerJoin('senders', (join) =>
      join
        .onRef('senders.tenant_id', '=', 'conversations.tenant_id')
        .onRef('senders.id', '=', 'conversations.sender_id'),
    )
    .select(['media.id', 'media.provider_url', 'senders.provider_account_id'])
    .where('media.tenant_id', '=', tenantId)
    .where('media.id', '=', id)
    .executeTakeFirst();
}
