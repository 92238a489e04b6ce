import { DatabaseError } from 'pg';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ApiKeyId, TenantId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import type { ReadHandler } from '../reads/handler.ts';
import { newSecret } from './secret.ts';
import { scope } from '../../../shared/contract/rest/scopes.ts';

const UNIQUE_VIOLATION = '23505';
const MINUTE_MS = 60_000;

/**
 * What admins do with API keys.
 *
 * @param changed called after a commit that changed a key of this tenant
 */
export function apiKeyCommands(
  changed: (tenantId: TenantId) => void,
): CommandHandlers<'apiKey.create' | 'apiKey.rotate' | 'apiKey.revoke'> {
  return {
    'apiKey.create': async ({ tx, person, now, audit }, input) => {
      const { keyId, name, scopes, expiresAt, requestsPerMinute } = input;
      if (expiresAt !== null && expiresAt <= now) {
        throw new RefusedError('invalid_input', 'expiresAt: is over');
      }
      const { secret, hash, hint } = newSecret();
      try {
        await tx.sql
          .insertInto('api_keys')
          .values({
            tenant_id: tx.tenantId,
            id: keyId,
            name,
            scopes: [...scopes],
            requests_per_minute: requestsPerMinute,
            hint,
            secret_hash: hash,
            created_by: person.id,
            created_at: now,
            expires_at: expiresAt,
          })
          .execute();
      } catch (error) {
        const isTaken = error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;
        throw isTaken ? new RefusedError('name_taken', name) : error;
      }
      await audit({
        subject: { kind: 'api_key', id: keyId, label: name },
        before: null,
        after: { scopes, hint, expiresAt, requestsPerMinute },
      });
      return { secret };
    },

    'apiKey.rotate': async ({ tx, now, audit, afterCommit }, { keyId, graceMinutes }) => {
      const key = await lockKey(tx, keyId);
      if (key.revoked_at !== null) throw new RefusedError('api_key_not_found', 'it is revoked');
      const { secret, hash, hint } = newSecret();
      const until = now + graceMinutes * MINUTE_MS;
      await tx.sql
        .updateTable('api_keys')
        .set({
          secret_hash: hash,
          hint,
          previous_hash: graceMinutes === 0 ? null : key.secret_hash,
          previous_until: graceMinutes === 0 ? null : until,
        })
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', keyId)
        .execute();
      afterCommit(() => changed(tx.tenantId));
      await audit({
        subject: { kind: 'api_key', id: keyId, label: key.name },
        before: { hint: key.hint },
        after: { hint, previousValidFor: `${graceMinutes} min` },
      });
      return { secret };
    },

    'apiKey.revoke': async ({ tx, now, audit, afterCommit }, { keyId }) => {
      const key = await lockKey(tx, keyId);
      if (key.revoked_at !== null) return;
      await tx.sql
        .updateTable('api_keys')
        .set({ revoked_at: now })
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', keyId)
        .execute();
      afterCommit(() => changed(tx.tenantId));
      await audit({
        subject: { kind: 'api_key', id: keyId, label: key.name },
        before: { revoked: false },
        after: { revoked: true },
      });
    },
  };
}

/** Every key with what may be told of it. */
export const listApiKeys: ReadHandler<'apiKeys.list'> = async ({ tx, now }) => {
  const rows = await tx.sql
    .selectFrom('api_keys as k')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 'k.tenant_id').onRef('p.id', '=', 'k.created_by'),
    )
    .select(['k.id', 'k.name', 'k.scopes', 'k.hint', 'k.requests_per_minute'])
    .select(['k.created_at', 'k.expires_at', 'k.last_used_at', 'k.revoked_at', 'k.previous_until'])
    .select('p.name as created_by')
    .where('k.tenant_id', '=', tx.tenantId)
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id')
    .execute();
  return {
    keys: rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: row.scopes.flatMap((name) => scope.safeParse(name).data ?? []),
      hint: row.hint,
      requestsPerMinute: row.requests_per_minute,
      createdBy: row.created_by,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      lastUsedAt: row.last_used_at,
      revokedAt: row.revoked_at,
      previousUntil: (row.previous_until ?? 0) > now ? row.previous_until : null,
    })),
  };
};

async function lockKey({ sql, tenantId }: TenantTransaction, id: ApiKeyId) {
  const key = await sql
    .selectFrom('api_keys')
    .select(['name', 'hint', 'secret_hash', 'revoked_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (key === undefined) throw new RefusedError('api_key_not_found');
  return key;
}
