import type { ReadName } from '../../../shared/contract/reads.ts';
import { type Json, decode } from '../decode.ts';
import type { Db } from '../sqlite.ts';

/** Of more questions than this the answers are not kept: those that were given longest ago go. */
const MOST_ANSWERS = 100;

/** An answer of the relay, and when it was given, ms on its clock. */
export interface KeptAnswer {
  readonly value: unknown;
  readonly asOf: number;
}

/** What the relay answered last. */
export interface AnswersRepo {
  /** Null: nothing was answered to this question. */
  readonly of: (name: ReadName, input: unknown) => KeptAnswer | null;
  readonly put: (name: ReadName, input: unknown, answer: KeptAnswer) => void;
}

/** The answers of this file. */
export function createAnswersRepo(db: Db): AnswersRepo {
  const one = db.prepare<[string, string], { readonly json: Json<unknown>; readonly asOf: number }>(
    'select json, as_of as asOf from answer where name = ? and input = ?',
  );
  const write = db.prepare<[string, string, number, string]>(`
    insert into answer (name, input, as_of, json) values (?, ?, ?, ?)
    on conflict (name, input) do update set as_of = excluded.as_of, json = excluded.json
  `);
  const trim = db.prepare<[number]>(`
    delete from answer where (name, input) in
      (select name, input from answer order by as_of desc limit -1 offset ?)
  `);
  return {
    of: (name, input) => {
      const row = one.get(name, JSON.stringify(input));
      return row === undefined ? null : { value: decode(row.json), asOf: row.asOf };
    },
    put: (name, input, { value, asOf }) => {
      write.run(name, JSON.stringify(input), asOf, JSON.stringify(value));
      trim.run(MOST_ANSWERS);
    },
  };
}
