import { v7 } from 'uuid';
import { type TemplateId, templateNoticeId } from '../../../shared/contract/ids.ts';
import type { TemplateNotice } from '../../../shared/contract/template-library.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { VersionRow } from './history.ts';

const BAD_NEWS = ['rejected', 'paused', 'disabled', 'deleted'] as const;

/** Where a template stood, or stands. */
export interface Standing {
  readonly status: string;
  readonly category: string | null;
}

/** A template, as far as a notice names it. */
export interface Noticed {
  readonly id: TemplateId;
  readonly name: string;
  readonly language: string;
}

/**
 * Tells admins what the platform did to a template: nothing where that is no news, or where they
 * did it themselves.
 *
 * @param before as it was known, or as it was asked for
 * @param at ms on the relay's clock
 */
export async function noteNews(
  { sql, tenantId }: TenantTransaction,
  template: Noticed,
  version: VersionRow | null,
  [before, after]: readonly [Standing, Standing],
  { at, reason }: Pick<TemplateNotice, 'at' | 'reason'>,
): Promise<void> {
  if (version?.step === 'delete') return;
  const news: Pick<TemplateNotice, 'kind' | 'before' | 'after'>[] = [];
  const bad = BAD_NEWS.find((kind) => kind === after.status);
  if (bad !== undefined && before.status !== after.status) {
    news.push({ kind: bad, before: before.status, after: after.status });
  }
  const asked = before.category ?? version?.category ?? null;
  if (asked !== null && after.category !== null && asked !== after.category) {
    news.push({ kind: 'recategorised', before: asked, after: after.category });
  }
  if (news.length === 0) return;
  await sql
    .insertInto('template_notices')
    .values(
      news.map((one) =>
        Object.assign(one, {
          tenant_id: tenantId,
          id: templateNoticeId.parse(v7()),
          at,
          template_id: template.id,
          draft_id: version?.draft_id ?? null,
          name: template.name,
          language: template.language,
          reason: one.kind === 'recategorised' ? null : reason,
        }),
      ),
    )
    .execute();
}
