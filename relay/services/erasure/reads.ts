import type { ReadHandlers } from '../reads/handler.ts';
import type { ERASURE_READS } from '../../../shared/contract/reads/erasures.ts';
import type { Seal } from './certificate.ts';

/** What admins are told about erasures. */
export const erasureReads = ({ isIntact }: Seal): ReadHandlers<keyof typeof ERASURE_READS> => ({
  'erasures.list': async ({ tx: { sql, tenantId } }) => {
    const rows = await sql
      .selectFrom('erasures as e')
      .innerJoin('people as p', (join) =>
        join.onRef('p.tenant_id', '=', 'e.tenant_id').onRef('p.id', '=', 'e.person_id'),
      )
      .select(['e.id', 'e.asked_at', 'e.reference', 'e.done_at', 'e.counts', 'e.certificate'])
      .select(['e.signature', 'p.name'])
      .where('e.tenant_id', '=', tenantId)
      .orderBy('e.asked_at', 'desc')
      .execute();
    return {
      erasures: rows.map(({ id, counts, reference, certificate, signature, ...row }) => ({
        id,
        counts,
        reference,
        certificate,
        signature,
        askedAt: row.asked_at,
        askedBy: row.name,
        doneAt: row.done_at,
        isIntact: certificate !== null && signature !== null && isIntact(certificate, signature),
      })),
    };
  },
});
