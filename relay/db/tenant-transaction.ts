import { type Kysely, sql, type Transaction } from 'kysely';
import { DatabaseError } from 'pg';
import { z } from 'zod';
import type { Entity } from '../../shared/contract/records.ts';
import type { TenantId } from '../../shared/contract/ids.ts';
import type { Schema } from './schema.ts';

/** A transaction that sees one tenant alone and numbers what it changes. */
export interface TenantTransaction {
  readonly tenantId: TenantId;
  readonly sql: Transaction<Schema>;
  /** Says that this row has been changed: it gets a change number at the end. */
  readonly changed: (entity: Entity, id: string) => void;
  /** Says that this row has been deleted: desktops remove it. */
  readonly removed: (entity: Entity, id: string) => void;
}

/** The tenants' data, one transaction at a time. */
export interface Store {
  /**
   * Runs `work` in a transaction of the tenant. Changes are numbered last, so that the order of
   * commits is the order of numbers. A deadlock or serialisation failure runs all of it again:
   * `work` must do nothing but database work.
   */
  readonly inTenant: <T>(
    tenantId: TenantId,
    work: (tx: TenantTransaction) => Promise<T>,
  ) => Promise<T>;
  /**
   * Runs one statement that does all of its work by itself: it sets the tenant, and numbers what
   * it changes last. Repeated like `inTenant`.
   *
   * @param work resolves to the highest change number of every tenant in which it changed something
   */
  readonly byStatement: <T>(
    work: (db: Kysely<Schema>) => Promise<{
      readonly value: T;
      readonly heads: readonly (readonly [TenantId, number])[];
    }>,
  ) => Promise<T>;
  /** For what must be found before the tenant is known: the database's finding functions only. */
  readonly outside: Kysely<Schema>;
}

const TABLES = {
  tenant: 'tenants',
  person: 'people',
  sender: 'senders',
  contact: 'contacts',
  conversation: 'conversations',
  message: 'messages',
  template: 'templates',
  tag: 'tags',
  team: 'teams',
  cannedReply: 'canned_replies',
  contactField: 'contact_fields',
  note: 'notes',
  clearing: 'clearings',
  templateDraft: 'template_drafts',
  templateVersion: 'template_versions',
  automation: 'automations',
  scheduledMessage: 'scheduled_messages',
} as const satisfies Record<Entity, keyof Schema>;

/** Of which there are many: their rows are numbered by key. */
const MANY: ReadonlySet<string> = new Set(['messages', 'conversations', 'contacts']);

const AGAIN = new Set(['40P01', '40001']);
const ATTEMPTS = 5;

const uuid = z.uuid();

/**
 * The store on a pool of the role `app`.
 *
 * @param committed is told after each commit that has changed something, with its highest number
 */
export function openStore(
  db: Kysely<Schema>,
  committed: (tenantId: TenantId, head: number) => void,
): Store {
  const once = async <T>(
    tenantId: TenantId,
    work: (tx: TenantTransaction) => Promise<T>,
  ): Promise<T> => {
    const changes = new Map<Entity | 'removal', Set<string>>();
    const note = (entity: Entity | 'removal', id: string) => {
      const ids = changes.get(entity) ?? new Set();
      changes.set(entity, ids.add(id));
    };
    let head: number | null = null;
    const result = await db.transaction().execute(async (transaction) => {
      await sql`SELECT set_config('app.tenant', ${uuid.parse(tenantId)}, true)`.execute(
        transaction,
      );
      const value = await work({
        tenantId,
        sql: transaction,
        changed: note,
        removed: (entity, id) => note('removal', `${entity}:${id}`),
      });
      head = await numberChanges(transaction, tenantId, changes);
      return value;
    });
    if (head !== null) committed(tenantId, head);
    return result;
  };
  return {
    outside: db,
    inTenant: (tenantId, work) => repeatedly(() => once(tenantId, work)),
    byStatement: async (work) => {
      const { value, heads } = await repeatedly(() => work(db));
      for (const [tenantId, head] of heads) committed(tenantId, head);
      return value;
    },
  };
}

/** Again after a deadlock or a serialisation failure. */
async function repeatedly<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const again = error instanceof DatabaseError && AGAIN.has(error.code ?? '');
      if (!again || attempt === ATTEMPTS) throw error;
    }
  }
}

async function numberChanges(
  transaction: Transaction<Schema>,
  tenantId: TenantId,
  changes: ReadonlyMap<Entity | 'removal', ReadonlySet<string>>,
): Promise<number | null> {
  const count = [...changes.values()].reduce((sum, ids) => sum + ids.size, 0);
  if (count === 0) return null;
  // One statement, as it is the last of every transaction: the counter is taken first, whatever
  // is numbered reads it from there.
  const parts = [
    sql`head AS (
      UPDATE tenant_counters SET last_change = last_change + ${count} WHERE tenant_id = ${tenantId}
      RETURNING last_change)`,
  ];
  const shown = [sql`last_change`];
  let before = count;
  for (const [entity, ids] of changes) {
    const list = [...ids];
    const table = entity === 'removal' ? 'removals' : TABLES[entity];
    if (MANY.has(table)) {
      shown.push(
        sql`number_rows(${table}, ${tenantId}, head.last_change - ${before - 1}::bigint, ${list}::uuid[])`,
      );
    } else {
      parts.push(
        sql`${sql.id(`numbered_${entity}`)} AS (${numberFew(tenantId, entity, list, before)})`,
      );
    }
    before -= list.length;
  }
  const { rows } = await sql<{ last_change: number }>`
    WITH ${sql.join(parts)} SELECT ${sql.join(shown)} FROM head`.execute(transaction);
  const head = rows[0]?.last_change;
  if (head === undefined) throw new Error('the tenant has no counter');
  return head;
}

/** Numbers rows of a kind of which a tenant has few, or what has been removed. */
function numberFew(
  tenantId: TenantId,
  entity: Entity | 'removal',
  list: readonly string[],
  before: number,
) {
  const rows = sql`unnest(${list}::text[]) WITH ORDINALITY AS changed(id, place)`;
  const number = sql`head.last_change - ${before}::bigint + changed.place`;
  return entity === 'removal'
    ? sql`
        INSERT INTO removals (tenant_id, entity, id, change_no)
        SELECT ${tenantId}, split_part(id, ':', 1), split_part(id, ':', 2)::uuid, ${number} FROM head, ${rows}
        ON CONFLICT (tenant_id, entity, id) DO UPDATE SET change_no = excluded.change_no`
    : sql`
        UPDATE ${sql.table(TABLES[entity])} AS t SET change_no = ${number}
        FROM head, ${rows} WHERE ${entity === 'tenant' ? sql`true` : sql`t.tenant_id = ${tenantId}`} AND t.id = changed.id::uuid`;
}
