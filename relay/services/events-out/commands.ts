import { randomBytes, randomUUID } from 'node:crypto';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { EndpointId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Vault } from '../accounts/vault.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { mayBeCalled } from './public-address.ts';

/** Source: Standard Webhooks, between 24 and 64 bytes. */
const SECRET_BYTES = 32;

export interface EndpointParts {
  readonly vault: Vault;
  /** Events may go into private networks and without encryption. */
  readonly allowsPrivate: boolean;
  /** Called after a commit with something to deliver. */
  readonly queued: () => void;
}

/** What admins do with the addresses to which events go. */
export function endpointCommands({
  vault,
  allowsPrivate,
  queued,
}: EndpointParts): CommandHandlers<
  | 'endpoint.save'
  | 'endpoint.rotateSecret'
  | 'endpoint.remove'
  | 'endpoint.test'
  | 'delivery.replay'
> {
  return {
    'endpoint.save': async ({ tx, now, audit, afterCommit }, input) => {
      const { endpointId: id, url, description, types, isOn } = input;
      if (!mayBeCalled(new URL(url), allowsPrivate)) {
        throw new RefusedError('endpoint_address_not_allowed');
      }
      const values = { url, description, types: [...types], is_on: isOn };
      const before = await findEndpoint(tx, id);
      const secret = before === undefined ? newSecret() : null;
      if (secret === null) {
        await tx.sql
          .updateTable('endpoints')
          .set({ ...values, ...(isOn ? { gone_at: null } : {}) })
          .where('tenant_id', '=', tx.tenantId)
          .where('id', '=', id)
          .execute();
      } else {
        const sealed = vault.seal(secret, id);
        await tx.sql
          .insertInto('endpoints')
          .values({ tenant_id: tx.tenantId, id, ...values, secret: sealed, created_at: now })
          .execute();
      }
      if (isOn) afterCommit(queued);
      await audit({
        subject: { kind: 'endpoint', id, label: labelOf({ url, description }) },
        before: before === undefined ? null : shown(before),
        after: shown(values),
      });
      return { secret };
    },

    'endpoint.rotateSecret': async ({ tx, audit }, { endpointId: id }) => {
      const endpoint = await lockEndpoint(tx, id);
      const secret = newSecret();
      await tx.sql
        .updateTable('endpoints')
        .set({ secret: vault.seal(secret, id) })
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', id)
        .execute();
      const subject = { kind: 'endpoint', id, label: labelOf(endpoint) };
      await audit({ subject, before: null, after: null });
      return { secret };
    },

    'endpoint.remove': async ({ tx, audit }, { endpointId: id }) => {
      const endpoint = await lockEndpoint(tx, id);
      await tx.sql
        .deleteFrom('endpoints')
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', id)
        .execute();
      await audit({
        subject: { kind: 'endpoint', id, label: labelOf(endpoint) },
        before: shown(endpoint),
        after: null,
      });
    },

    'endpoint.test': async ({ tx, now, audit, afterCommit }, { endpointId: id }) => {
      const endpoint = await lockEndpoint(tx, id);
      const event = randomUUID();
      await tx.sql
        .insertInto('outgoing_events')
        .values({
          tenant_id: tx.tenantId,
          id: event,
          type: 'test',
          at: now,
          facts: JSON.stringify({ endpointId: id }),
        })
        .execute();
      await tx.sql
        .insertInto('deliveries')
        .values({ tenant_id: tx.tenantId, endpoint_id: id, event_id: event, due_at: now })
        .execute();
      afterCommit(queued);
      const subject = { kind: 'endpoint', id, label: labelOf(endpoint) };
      await audit({ subject, before: null, after: null });
    },

    'delivery.replay': async ({ tx, now, audit, afterCommit }, input) => {
      const { endpointId: id, deliveryNumber: number } = input;
      const endpoint = await lockEndpoint(tx, id);
      const { numUpdatedRows } = await tx.sql
        .updateTable('deliveries')
        .set({ state: 'waiting', tries: 0, due_at: now, ended_at: null })
        .where('tenant_id', '=', tx.tenantId)
        .where('endpoint_id', '=', id)
        .where('state', '=', 'dead')
        .$if(number !== null, (query) => query.where('number', '=', number ?? 0))
        .executeTakeFirst();
      if (number !== null && numUpdatedRows === 0n) throw new RefusedError('delivery_not_found');
      afterCommit(queued);
      await audit({
        subject: { kind: 'endpoint', id, label: labelOf(endpoint) },
        before: null,
        after: { deliveries: Number(numUpdatedRows) },
      });
    },
  };
}

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function labelOf({ url, description }: { readonly url: string; readonly description: string }) {
  return description === '' ? new URL(url).host : description;
}

/** What the audit log has of an endpoint. */
function shown(endpoint: {
  readonly url: string;
  readonly description: string;
  readonly types: readonly string[];
  readonly is_on: boolean;
}) {
  const { url, description, types, is_on: isOn } = endpoint;
  return { url, description, types, isOn };
}

async function findEndpoint({ sql, tenantId }: TenantTransaction, id: EndpointId) {
  return sql
    .selectFrom('endpoints')
    .select(['url', 'description', 'types', 'is_on'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

async function lockEndpoint(tx: TenantTransaction, id: EndpointId) {
  const endpoint = await findEndpoint(tx, id);
  if (endpoint === undefined) throw new RefusedError('endpoint_not_found');
  return endpoint;
}
