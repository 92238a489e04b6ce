import { sql as raw } from 'kysely';
import { z } from 'zod';
import type { RETENTION_READS } from '../../../shared/contract/reads/retention.ts';
import { cutoffs } from '../../../shared/domain/retention/cutoff.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ReadHandlers } from '../reads/handler.ts';
import { readKept, readMark } from './kept.ts';
import { isOver } from './mark.ts';

const counted = z.array(z.object({ count: z.coerce.number() }));

/** What admins are told about keeping messages. */
export const retentionReads: ReadHandlers<keyof typeof RETENTION_READS> = {
  'retention.state': async ({ tx }) => {
    const [kept, mark] = [await readKept(tx), await readMark(tx)];
    return {
      ...kept,
      messagesBefore: mark?.messagesBefore ?? null,
      mediaBefore: mark?.mediaBefore ?? null,
      left:
        mark === null
          ? 0
          : (await countMessages(tx, mark.messagesBefore, mark.number)) +
            (await countMedia(tx, mark.mediaBefore, mark.number)),
    };
  },
  'retention.preview': async ({ tx, now }, kept) => {
    const { messages, media } = cutoffs(kept, now);
    return {
      messages: { before: messages, count: await countMessages(tx, messages, null) },
      notes: { before: messages, count: await countNotes(tx, messages) },
      media: { before: media, count: await countMedia(tx, media, null) },
    };
  },
};

/** @param number of those with a smaller one; null: of all */
async function countMessages(
  { sql, tenantId }: TenantTransaction,
  before: number | null,
  number: number | null,
): Promise<number> {
  if (before === null) return 0;
  const { rows } = await raw`
    SELECT count(*) AS count FROM messages m WHERE m.tenant_id = ${tenantId} AND m.at < ${before}
      AND (${number}::bigint IS NULL OR m.change_no < ${number}) AND ${isOver}`.execute(sql);
  return counted.parse(rows)[0]?.count ?? 0;
}

async function countMedia(
  { sql, tenantId }: TenantTransaction,
  before: number | null,
  number: number | null,
): Promise<number> {
  if (before === null) return 0;
  const { rows } = await raw`
    SELECT count(*) AS count FROM media f
    JOIN messages m ON m.tenant_id = f.tenant_id AND m.id = f.message_id
    WHERE f.tenant_id = ${tenantId} AND m.at < ${before}
      AND (${number}::bigint IS NULL OR m.change_no < ${number}) AND ${isOver}`.execute(sql);
  return counted.parse(rows)[0]?.count ?? 0;
}

async function countNotes(
  { sql, tenantId }: TenantTransaction,
  before: number | null,
): Promise<number> {
  if (before === null) return 0;
  const { rows } = await raw`
    SELECT count(*) AS count FROM notes WHERE tenant_id = ${tenantId} AND at < ${before}`.execute(
    sql,
  );
  return counted.parse(rows)[0]?.count ?? 0;
}
