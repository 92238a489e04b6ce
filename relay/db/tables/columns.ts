import type { ColumnType } from 'kysely';

/** A jsonb column: read as the value, written as its JSON text. */
export type Json<T> = ColumnType<T, string | null, string | null>;
/** Numbered last in a transaction, by `inTenant` alone. */
export type ChangeNumber = ColumnType<number, never, never>;
