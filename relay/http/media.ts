import type { FastifyPluginCallback } from 'fastify';
import { mediaId } from '../../shared/contract/ids.ts';
import { mediaPath } from '../../shared/contract/sign-in.ts';
import type { Auth } from '../auth/auth.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { Parts } from '../parts.ts';
import { findAccount } from '../services/accounts/accounts.ts';
import { whoAsks } from './bearer.ts';
import { sendRefusal } from './refusals.ts';

/** WhatsApp's largest file is a document of 100 MB; Twilio takes 16 MB. Source: Twilio, WhatsApp media. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Files are held in memory on their way: so many at a time. */
const AT_A_TIME = 8;

/** What a viewer may show. Everything else is bytes: a page or script from a customer stays one. */
const SHOWN =
  /^(image\/(jpeg|png|webp|gif)|audio\/(aac|amr|mpeg|mp4|ogg|3gpp)|video\/(mp4|3gpp)|application\/pdf|text\/vcard)$/;

/**
 * `GET /media/<id>` with the bearer token: a file of the tenant's, fetched from the provider with
 * the account's own credentials, which never leave the relay.
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
      const account = await findAccount(parts, file.provider_account_id);
      if (account === null) return sendRefusal(reply, 404, 'media_not_found');
      if (underWay >= AT_A_TIME) {
        return sendRefusal(reply.header('retry-after', '1'), 503, 'busy');
      }
      underWay += 1;
      try {
        const found = await provider.fetchMedia(account, file.provider_url);
        if (found === null) return sendRefusal(reply, 404, 'media_not_found');
        if (found.bytes.length > MAX_BYTES) {
          return sendRefusal(reply, 413, 'media_not_found', 'larger than 16 MB');
        }
        const type = found.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
        return await reply
          .headers({
            'content-type': SHOWN.test(type) ? type : 'application/octet-stream',
            'content-disposition': 'attachment',
            'content-security-policy': "default-src 'none'; sandbox",
            'x-content-type-options': 'nosniff',
            'cache-control': 'private, max-age=31536000, immutable',
          })
          .send(Buffer.from(found.bytes));
      } catch (error) {
        log.warn({ event: 'media_not_fetched', mediaId: file.id, err: error });
        return sendRefusal(reply, 502, 'provider_busy');
      } finally {
        underWay -= 1;
      }
    });
    done();
  };
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
