import type { ContactFilter, ContactSort } from '../../../shared/contract/bridge/contacts.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { SearchWord } from '../../services/search/words.ts';
import { matchExpression } from '../../services/search/words.ts';
import type { Db } from '../sqlite.ts';

/** A place in a list of contacts: what it is sorted by, then the id. */
export interface ContactPlace {
  readonly key: string | number;
  readonly id: string;
}

/** Which contacts. */
export interface ContactQuery extends Pick<ContactFilter, 'tagId' | 'ownerId'> {
  /** Null: no text is asked for. */
  readonly text: {
    readonly words: readonly SearchWord[];
    /** A part of a number; null: it is none. */
    readonly digits: string | null;
  } | null;
}

/** Pages of contacts out of all of them. */
export interface ContactList {
  /**
   * In the order of the list, after a place (null: from the top). By name, those come first whose
   * name begins with what is asked for: they are who is looked for most, and are found at once.
   */
  readonly page: (
    query: ContactQuery,
    sort: ContactSort,
    after: ContactPlace | null,
    limit: number,
  ) => readonly ContactPlace[];
  readonly count: (query: ContactQuery) => number;
}

interface Row {
  readonly key: string | number;
  readonly id: ContactId;
}

/** Where rows are found by a condition, and a question by which a few can be counted. */
interface Source {
  readonly rows: string;
  readonly few: string;
}

/** So many are all looked at and put in order; of more the list is gone through in its order. */
const FEW = 1000;
/** So many are gone through in vain before all that match are put in order after all. */
const MOST_IN_VAIN = 20_000;

const ORDERS: Record<ContactSort, { readonly key: string; readonly walk: string }> = {
  name: { key: 't.name_key', walk: 'contact_by_name' },
  newest: { key: 't.made_at', walk: 'contact_by_age' },
};

/** A part of a list that stands before or after the rest of it. */
interface Part {
  /** The key that it begins at. */
  readonly from: string;
  readonly condition: string;
  readonly names: { readonly begin: string; readonly end: string };
  readonly holds: (place: ContactPlace) => boolean;
  /** Whether all of it comes before this place. */
  readonly isBefore: (place: ContactPlace) => boolean;
}

/** What is asked of a part. */
interface Stretch {
  readonly part: Part | null;
  /** Where only few are found that match. */
  readonly few: Source | undefined;
  readonly after: ContactPlace | null;
  readonly limit: number;
}

/** Greater than all that can follow in a name. */
const LAST_SIGN = '\u{10FFFF}';

/** The parts of a list, in their order; null: it is all one. */
function partsOf({ text }: ContactQuery, sort: ContactSort): readonly (Part | null)[] {
  const begin = (text?.words ?? []).map(({ tokens }) => tokens.join(' ')).join(' ');
  // A number is looked for in the numbers.
  if (sort !== 'name' || begin === '' || text?.digits !== null) return [null];
  const names = { begin, end: `${begin}${LAST_SIGN}` };
  const begins = ({ key }: ContactPlace) => String(key).startsWith(begin);
  return [
    // With its lower bound in here too, SQLite would go through all that is before it.
    {
      from: begin,
      condition: 't.name_key < @end',
      names,
      holds: begins,
      isBefore: (place) => !begins(place),
    },
    {
      from: '',
      condition: 'not (t.name_key >= @begin and t.name_key < @end)',
      names,
      holds: (place) => !begins(place),
      isBefore: () => false,
    },
  ];
}

/** The list of this file. */
export function createContactList(db: Db): ContactList {
  const statements = new Map<string, ReturnType<typeof db.prepare<[object], Row>>>();
  const counts = new Map<string, ReturnType<typeof db.prepare<[object], number>>>();

  const rowsOf = (sql: string) => {
    const made = statements.get(sql) ?? db.prepare<[object], Row>(sql);
    statements.set(sql, made);
    return made;
  };
  const countOf = (sql: string) => {
    const made = counts.get(sql) ?? db.prepare<[object], number>(sql).pluck();
    counts.set(sql, made);
    return made;
  };

  function isFew(query: ContactQuery, { few }: Source): boolean {
    const sql = `select count(*) from (${few} limit ${String(FEW + 1)})`;
    return (countOf(sql).get(parameters(query)) ?? 0) <= FEW;
  }

  function pageOf(
    query: ContactQuery,
    sort: ContactSort,
    { part, few, after, limit }: Stretch,
  ): readonly ContactPlace[] {
    const { key, walk } = ORDERS[sort];
    const [compare, direction] = sort === 'name' ? ['>', ''] : ['<', ' desc'];
    const top = sort === 'name' ? '' : Number.MAX_SAFE_INTEGER;
    const start = after ?? { key: part?.from ?? top, id: '' };
    const asked = { ...parameters(query), ...start, ...part?.names, limit };
    const where = conditionsOf(query).join(' and ') || 'true';
    const within = part === null ? '' : `and ${part.condition}`;
    const place = `(${key}, t.contact_id) ${compare} (@key, @id) ${within}`;
    const order = `order by ${key}${direction}, t.contact_id${direction}`;
    const sources = sourcesOf(query);
    const collect = ({ rows }: Source) =>
      rowsOf(
        `select ${key} as key, t.contact_id as id from ${rows}
         where ${where} and ${place} ${order} limit @limit`,
      ).all(asked);
    if (few !== undefined) return collect(few);
    const [most] = sources;
    const budget = most === undefined ? limit : MOST_IN_VAIN;
    const walked = rowsOf(
      `select t.key, t.contact_id as id from (
         select ${key} as key, t.contact_id, t.owner_id, t.words, t.digits
         from contact_text t indexed by ${walk} where ${place} ${order} limit ${String(budget)}
       ) t where ${where} limit @limit`,
    ).all(asked);
    if (walked.length === limit || most === undefined) return walked;
    const gone = countOf(
      `select count(*) from (
         select 1 from contact_text t indexed by ${walk} where ${place} limit ${String(budget)}
       )`,
    ).get(asked);
    return gone === budget ? collect(most) : walked;
  }

  return {
    page: (query, sort, after, limit) => {
      const few = sourcesOf(query).find((source) => isFew(query, source));
      const found: ContactPlace[] = [];
      for (const part of partsOf(query, sort)) {
        if (found.length === limit || (after !== null && part?.isBefore(after))) continue;
        const from = after !== null && (part?.holds(after) ?? true) ? after : null;
        const rest = limit - found.length;
        found.push(...pageOf(query, sort, { part, few, after: from, limit: rest }));
      }
      return found;
    },
    count: (query) => {
      const sources = sourcesOf(query);
      const { text, tagId, ownerId } = query;
      const where = conditionsOf(query).join(' and ');
      // The indexes know by themselves how many there are.
      const sql =
        text !== null && tagId === null && ownerId === null
          ? `select count(*) from (${indexed(text)})`
          : `select count(*) from ${sources.at(-1)?.rows ?? 'contact_text t'}${where === '' ? '' : ` where ${where}`}`;
      return countOf(sql).get(parameters(query)) ?? 0;
    },
  };
}

/** By which condition rows are found without looking at the others; `t` is the row. */
function sourcesOf({ text, tagId, ownerId }: ContactQuery): readonly Source[] {
  const found: Source[] = [];
  if (text !== null) {
    found.push({
      rows: `(${indexed(text)}) f cross join contact_text t on t.place = f.rowid`,
      // Whoever is found twice makes no difference here, and nothing is gathered for it.
      few: `select 1 from (${indexed(text, 'union all')})`,
    });
  }
  if (tagId !== null) {
    const tagged = 'contact_tag where tag_id = @tagId';
    found.push({
      rows: `(select contact_id from ${tagged}) g cross join contact_text t on t.contact_id = g.contact_id`,
      few: `select 1 from ${tagged}`,
    });
  }
  if (ownerId !== null) {
    const owned = 'contact_text where owner_id = @ownerId';
    found.push({
      rows: `(select place from ${owned}) o cross join contact_text t on t.place = o.place`,
      few: `select 1 from ${owned}`,
    });
  }
  return found;
}

/** The rows that the indexes find; `union all` where one may be told twice. */
function indexed(
  { words, digits }: NonNullable<ContactQuery['text']>,
  union: 'union' | 'union all' = 'union',
): string {
  const asked = [
    ...(words.length === 0
      ? []
      : ['select rowid from contact_words where contact_words match @match']),
    ...(digits === null
      ? []
      : ['select rowid from contact_digits where contact_digits match @matchDigits']),
  ];
  return asked.length === 0 ? 'select 0 as rowid where false' : asked.join(` ${union} `);
}

/** What a row has to fulfil, all of it. */
function conditionsOf({ text, tagId, ownerId }: ContactQuery): readonly string[] {
  const found: string[] = [];
  if (text !== null) {
    const words = text.words.map((_, index) => `instr(t.words, @word${String(index)}) > 0`);
    const either = [
      ...(words.length === 0 ? [] : [`(${words.join(' and ')})`]),
      ...(text.digits === null ? [] : ['instr(t.digits, @digits) > 0']),
    ];
    found.push(either.length === 0 ? 'false' : `(${either.join(' or ')})`);
  }
  if (tagId !== null) {
    found.push(
      'exists (select 1 from contact_tag where tag_id = @tagId and contact_id = t.contact_id)',
    );
  }
  if (ownerId !== null) found.push('t.owner_id = @ownerId');
  return found;
}

function parameters({ text, tagId, ownerId }: ContactQuery): Record<string, string | number> {
  const words = (text?.words ?? []).map(({ tokens, isPrefix }, index): [string, string] => [
    `word${String(index)}`,
    ` ${tokens.join(' ')}${isPrefix ? '' : ' '}`,
  ]);
  return {
    ...Object.fromEntries(words),
    ...(words.length === 0 ? {} : { match: matchExpression(text?.words ?? []) }),
    ...(text === null || text.digits === null
      ? {}
      : { digits: text.digits, matchDigits: `"${text.digits}"` }),
    ...(tagId === null ? {} : { tagId }),
    ...(ownerId === null ? {} : { ownerId }),
  };
}
