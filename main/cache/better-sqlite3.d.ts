declare module 'better-sqlite3' {
  import type { Db } from './sqlite.ts';

  const Database: {
    new (path: string): Db;
    readonly SqliteError: new (message: string, code: string) => Error & { readonly code: string };
  };
  export default Database;
}
