import { parse } from 'csv-parse';
import { sql as raw } from 'kysely';
import { Readable } from 'node:stream';
import { v7 } from 'uuid';
import {
  LARGEST_IMPORT,
  MOST_IMPORT_ROWS,
  type StagedImport,
} from '../../../../shared/contract/contact-import.ts';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import { type ContactImportId, contactImportId } from '../../../../shared/contract/ids.ts';
import type { Parts } from '../../../parts.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';
import type { Identity } from '../../people/find-person.ts';
import { loadKnown } from './known.ts';
import { decodeText, separatorOf } from './decode-text.ts';
import { suggestMapping } from './suggest-mapping.ts';

/** Rows of one transaction. */
const AT_A_TIME = 2000;
const LONGEST_CELL = 4000;
const LONGEST_RECORD = 1024 * 1024;
const MOST_COLUMNS = 200;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

async function* counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > LARGEST_IMPORT) throw new RefusedError('file_too_large');
    yield chunk;
  }
}

async function* from(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/**
 * The text up to the end of the line of names, at least.
 *
 * @throws {RefusedError} `file_not_readable` where there is none within a megabyte
 */
async function beginningOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) return text;
    text += next.value;
    if (/[\r\n]/.test(next.value)) return text;
    if (text.length > LONGEST_RECORD) throw new RefusedError('file_not_readable', 'no lines');
  }
}

/**
 * Takes a file of contacts in, row by row, for a person to look at and to have brought in.
 *
 * @param bytes of the file, as they come
 * @throws {RefusedError} `file_not_readable`, `file_too_large`; nothing of it is kept then
 */
export async function stageFile(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { tenantId, personId }: Identity,
  fileName: string | null,
  bytes: AsyncIterable<Uint8Array>,
): Promise<StagedImport> {
  const id = contactImportId.parse(v7());
  const { pieces, encoding } = decodeText(counted(bytes));
  const beginning = await beginningOf(pieces);
  const separator = separatorOf(beginning);
  const parser = Readable.from(from(beginning, pieces)).compose(
    parse({
      delimiter: separator,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_RECORD,
    }),
  );
  const records: AsyncIterable<unknown> = parser;
  let header: string[] | null = null;
  let rows: string[][] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    const batch = rows;
    rows = [];
    if (batch.length === 0) return;
    const before = count;
    await store.inTenant(tenantId, (tx) => addRows(tx, id, before, batch));
    count += batch.length;
  };
  try {
    for await (const record of records) {
      const cells = cellsOf(record);
      if (header === null) {
        header = cells;
        await store.inTenant(tenantId, async (tx) => {
          await dropOld(tx, clock.now());
          await tx.sql
            .insertInto('contact_imports')
            .values({
              tenant_id: tenantId,
              id,
              person_id: personId,
              file_name: fileName,
              header: JSON.stringify(cells),
              state: 'receiving',
              created_at: clock.now(),
            })
            .execute();
        });
        continue;
      }
      rows.push(cells);
      if (count + rows.length > MOST_IMPORT_ROWS) throw new RefusedError('file_too_large');
      if (rows.length >= AT_A_TIME) await flush();
    }
    await flush();
    if (header === null) throw new RefusedError('file_not_readable', 'it is empty');
    const names: readonly string[] = header;
    return await store.inTenant(tenantId, async (tx) => {
      await tx.sql
        .updateTable('contact_imports')
        .set({ state: 'staged', row_count: count })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute();
      const { fields } = await loadKnown(tx);
      return {
        importId: id,
        fileName,
        encoding: encoding(),
        separator,
        header: [...names],
        suggested: suggestMapping(names, fields),
        rows: count,
      };
    });
  } catch (error) {
    await store.inTenant(tenantId, (tx) => dropImport(tx, id));
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  if (typeof code === 'string' && code.startsWith('CSV_')) {
    return new RefusedError('file_not_readable', code);
  }
  return error;
}

function cellsOf(record: unknown): string[] {
  if (!Array.isArray(record)) throw new RefusedError('file_not_readable');
  // The database takes neither of these.
  return record
    .slice(0, MOST_COLUMNS)
    .map((cell) =>
      String(cell).replaceAll('\0', '').toWellFormed().slice(0, LONGEST_CELL).toWellFormed(),
    );
}

async function addRows(
  { sql, tenantId }: TenantTransaction,
  id: ContactImportId,
  before: number,
  rows: readonly (readonly string[])[],
): Promise<void> {
  await raw`
    INSERT INTO contact_import_rows (tenant_id, import_id, number, cells)
    SELECT ${tenantId}, ${id}, ${before}::integer + place, cells
    FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) WITH ORDINALITY AS r(cells, place)`.execute(
    sql,
  );
}

async function dropImport(
  { sql, tenantId }: TenantTransaction,
  id: ContactImportId,
): Promise<void> {
  await sql
    .deleteFrom('contact_imports')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** What broke off, what nobody has had brought in for a week, and results after three months. */
async function dropOld({ sql, tenantId }: TenantTransaction, now: number): Promise<void> {
  await sql
    .deleteFrom('contact_imports')
    .where('tenant_id', '=', tenantId)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'receiving').and('created_at', '<', now - HOUR_MS),
        eb('state', '=', 'staged').and('created_at', '<', now - 7 * DAY_MS),
        eb('state', 'in', ['done', 'cancelled']).and('created_at', '<', now - 90 * DAY_MS),
      ]),
    )
    .execute();
}
