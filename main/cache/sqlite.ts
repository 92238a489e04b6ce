/* The part of better-sqlite3 that the cache uses. The package's own types cannot be found
 * through its `exports`, and are looser than these. */

/** A value as SQLite binds and gives it. */
type SqlValue = string | number | null | Uint8Array;

/** What a statement is given: values by place, or one object of values by name. */
type SqlParameters = readonly SqlValue[] | readonly [object];

/** A prepared statement. */
interface Statement<P extends SqlParameters, R> {
  readonly run: (...parameters: P) => { readonly changes: number };
  readonly get: (...parameters: P) => R | undefined;
  readonly all: (...parameters: P) => R[];
  readonly iterate: (...parameters: P) => IterableIterator<R>;
  /** Gives the first column alone. */
  readonly pluck: () => Statement<P, R>;
}

/** A function that runs inside a transaction. */
interface Transaction<A extends readonly unknown[], T> {
  /** Takes the write lock at once; inside another transaction a savepoint. */
  readonly immediate: (...parameters: A) => T;
}

/** A connection to one cache file. */
export interface Db {
  readonly prepare: <P extends SqlParameters = readonly [], R = unknown>(
    sql: string,
  ) => Statement<P, R>;
  readonly transaction: <A extends readonly unknown[], T>(
    work: (...parameters: A) => T,
  ) => Transaction<A, T>;
  readonly exec: (sql: string) => unknown;
  readonly pragma: (sql: string, options?: { readonly simple: boolean }) => unknown;
  readonly close: () => unknown;
}
