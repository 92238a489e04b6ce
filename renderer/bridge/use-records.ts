import { useMemo } from 'react';
import { z } from 'zod';
import {
  type DirectoryEntity,
  type RecordOf,
  RECORD_SCHEMAS,
} from '../../shared/contract/records.ts';
import { useBridgeQuery } from './context.tsx';

/* Apart from `records.ts`: the inbox needs this much, and none of what only the relay answers. */

/** Everything of a kind that there are few of, kept in step; empty until it is there. */
export function useRecords<E extends DirectoryEntity>(entity: E): readonly RecordOf<E>[] {
  const { data } = useBridgeQuery('records.list', { entity });
  return useMemo(() => {
    const schema: z.ZodType<RecordOf<E>> = RECORD_SCHEMAS[entity];
    return data === undefined ? [] : z.array(schema).parse(data.records);
  }, [data, entity]);
}
