import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RECORDS } from '../../shared/contract/records.ts';

/**
 * A fingerprint of the records' schemas. A cache that was written with another one holds
 * records that this program cannot rely on: they are loaded anew.
 */
export function recordShape(): string {
  const schemas = z.toJSONSchema(z.object(RECORDS), { unrepresentable: 'any' });
  return createHash('sha256').update(JSON.stringify(schemas)).digest('hex');
}
