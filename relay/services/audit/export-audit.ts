import { stringify } from 'csv-stringify/sync';
import type { AuditEntry } from '../../../shared/contract/audit.ts';
import type { ReadHandler } from '../reads/handler.ts';
import { listAudit } from './list-audit.ts';

const COLUMNS = [
  'number',
  'at',
  'actor_kind',
  'actor_id',
  'actor',
  'from',
  'action',
  'subject_kind',
  'subject_id',
  'subject',
  'before',
  'after',
];

function rowOf({ number, at, actor, from, action, subject, before, after }: AuditEntry) {
  return [
    number,
    new Date(at).toISOString(),
    actor.kind,
    actor.id,
    actor.name,
    from,
    action,
    subject.kind,
    subject.id,
    subject.label,
    before === null ? null : JSON.stringify(before),
    after === null ? null : JSON.stringify(after),
  ];
}

/** Entries of the audit log as text, the newest first: CSV with a head line, or JSON line by line. */
export const exportAudit: ReadHandler<'audit.export'> = async (context, { format, ...asked }) => {
  const { entries, next } = await listAudit(context, { text: '', ...asked });
  const text =
    format === 'csv'
      ? // A label that begins like a formula must not be one in a spreadsheet.
        stringify([COLUMNS, ...entries.map(rowOf)], { escape_formulas: true })
      : entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  return { text, next };
};
