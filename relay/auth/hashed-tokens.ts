import { createHash } from 'node:crypto';
import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth';

/* better-auth stores session tokens as they are; whoever reads the table, or a backup of it,
 * could use every session. This stands between better-auth and its database adapter: going in,
 * a token becomes its SHA-256; coming out, it becomes again the token that was asked for. A
 * token has 32 random characters, so that a plain hash cannot be reversed. */

const MODEL = 'session';
const FIELD = 'token';

/** What the table holds in place of the token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function hashed(value: unknown): string | null {
  return typeof value === 'string' ? hashToken(value) : null;
}

function hashWhere(where: readonly Where[]): Where[] {
  return where.map((condition) => {
    if (condition.field !== FIELD) return condition;
    const { value } = condition;
    return {
      ...condition,
      value: Array.isArray(value) ? value.map(String).map(hashToken) : hashed(value),
    };
  });
}

/** The one token that the conditions name; null where they name none, or several. */
function tokenIn(where: readonly Where[]): string | null {
  const value = where.find(({ field }) => field === FIELD)?.value;
  return typeof value === 'string' ? value : null;
}

function hashIn<T extends Record<string, unknown>>(data: T): T {
  return typeof data[FIELD] === 'string' ? { ...data, [FIELD]: hashToken(data[FIELD]) } : data;
}

function restore<T>(row: T, token: unknown): T {
  if (typeof row !== 'object' || row === null || !(FIELD in row) || typeof token !== 'string') {
    return row;
  }
  return { ...row, [FIELD]: token };
}

/** The same adapter, below which no session token is seen. */
export function hashTokens(inner: DBAdapter): DBAdapter {
  return {
    ...hashTokensIn(inner),
    transaction: (work) => inner.transaction((trx) => work(hashTokensIn(trx))),
  };
}

function conditions(model: string, where: readonly Where[]): Where[] {
  return model === MODEL ? hashWhere(where) : [...where];
}

function optional(model: string, where: readonly Where[] | undefined) {
  return where === undefined ? {} : { where: conditions(model, where) };
}

function hashTokensIn(inner: DBTransactionAdapter): DBTransactionAdapter {
  return {
    ...inner,
    create: async (input) => {
      if (input.model !== MODEL) return inner.create(input);
      const token: unknown = Object.entries(input.data).find(([field]) => field === FIELD)?.[1];
      return restore(await inner.create({ ...input, data: hashIn(input.data) }), token);
    },
    findOne: async <T>(input: Parameters<typeof inner.findOne>[0]) =>
      restore(
        await inner.findOne<T>({ ...input, where: conditions(input.model, input.where) }),
        input.model === MODEL ? tokenIn(input.where) : null,
      ),
    findMany: (input) => inner.findMany({ ...input, ...optional(input.model, input.where) }),
    count: (input) => inner.count({ ...input, ...optional(input.model, input.where) }),
    update: async <T>(input: Parameters<typeof inner.update>[0]) =>
      restore(
        await inner.update<T>({
          ...input,
          where: conditions(input.model, input.where),
          update: input.model === MODEL ? hashIn(input.update) : input.update,
        }),
        input.model === MODEL ? tokenIn(input.where) : null,
      ),
    updateMany: (input) =>
      inner.updateMany({
        ...input,
        where: conditions(input.model, input.where),
        update: input.model === MODEL ? hashIn(input.update) : input.update,
      }),
    delete: (input) => inner.delete({ ...input, where: conditions(input.model, input.where) }),
    deleteMany: (input) =>
      inner.deleteMany({ ...input, where: conditions(input.model, input.where) }),
    consumeOne: (input) =>
      inner.consumeOne({ ...input, where: conditions(input.model, input.where) }),
    incrementOne: (input) =>
      inner.incrementOne({ ...input, where: conditions(input.model, input.where) }),
  };
}
