import { z } from 'zod';
import {
  type DirectoryEntity,
  type RecordOf,
  RECORD_SCHEMAS,
} from '../../shared/contract/records.ts';
import { useBridgeQuery } from './context.tsx';

/* Apart from `records.ts`: the inbox needs this much, and none of what only the relay answers. */

const NONE: readonly never[] = [];
/** What the core answered, as it was read: thousands of templates are read once, whoever shows them. */
const read = new WeakMap<object, readonly unknown[]>();

/** Everything of a kind that there are few of, kept in step; empty until it is there. */
export function useRecords<E extends DirectoryEntity>(entity: E): readonly RecordOf<E>[] {
  const { data } = useBridgeQuery('records.list', { entity });
  return data === undefined ? NONE : recordsIn(entity, data);
}

function recordsIn<E extends DirectoryEntity>(
  entity: E,
  data: { readonly records: readonly unknown[] },
): readonly RecordOf<E>[];
function recordsIn(
  entity: DirectoryEntity,
  data: { readonly records: readonly unknown[] },
): readonly unknown[] {
  const known = read.get(data);
  if (known !== undefined) return known;
  const records = z.array(RECORD_SCHEMAS[entity]).parse(data.records);
  read.set(data, records);
  return records;
}
