import type { Entity, RecordOf } from '../../../shared/contract/records.ts';

/** Records of one kind, each with the change number that its row carries. */
export type NumberedRecords<E extends Entity> = readonly {
  readonly number: number;
  readonly record: RecordOf<E>;
}[];
