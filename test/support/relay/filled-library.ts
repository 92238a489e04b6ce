import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { TenantTransaction } from '../../../relay/db/tenant-transaction.ts';
import {
  type PersonId,
  type TemplateDraftId,
  templateDraftId,
  type TemplateId,
  type TemplateNoticeId,
  templateNoticeId,
  templateVersionId,
} from '../../../shared/contract/ids.ts';
import { draftBody } from '../templates/draft.ts';

/** What the platform did to a template, told by an event and put away by a person. */
export async function fillNotices(
  { sql, tenantId }: TenantTransaction,
  account: string,
  of: { readonly template: TemplateId; readonly person: PersonId; readonly text: string },
): Promise<TemplateNoticeId> {
  const id = templateNoticeId.parse(v7());
  await sql
    .insertInto('template_events')
    .values({ tenant_id: tenantId, provider_account_id: account, id, at: 1 })
    .execute();
  await sql
    .insertInto('template_notices')
    .values({
      tenant_id: tenantId,
      id,
      at: 1,
      kind: 'paused',
      template_id: of.template,
      draft_id: null,
      name: of.text,
      language: 'en',
      before: 'approved',
      after: 'paused',
      reason: of.text,
    })
    .execute();
  await sql
    .insertInto('template_notices_dismissed')
    .values({ tenant_id: tenantId, notice_id: id, person_id: of.person })
    .execute();
  return id;
}

/** A template in the library, with a version that the provider refused. */
export async function fillLibrary(
  { sql, tenantId, changed }: TenantTransaction,
  account: string,
): Promise<TemplateDraftId> {
  const draft = templateDraftId.parse(randomUUID());
  const body = draftBody(draft);
  await sql
    .insertInto('template_drafts')
    .values({ tenant_id: tenantId, id: draft, body: JSON.stringify(body) })
    .execute();
  changed('templateDraft', draft);
  const version = templateVersionId.parse(randomUUID());
  await sql
    .insertInto('template_versions')
    .values({
      tenant_id: tenantId,
      id: version,
      draft_id: draft,
      number: 1,
      language: 'de',
      name: `${body.name}_first`,
      category: 'utility',
      content: JSON.stringify(body.languages[0]?.content),
      submitted_by: null,
      submitted_at: 1,
      provider_account_id: account,
      step: 'refused',
      due_at: 1,
    })
    .execute();
  await sql
    .insertInto('template_history')
    .values({
      tenant_id: tenantId,
      version_id: version,
      place: 1,
      at: 1,
      status: 'refused',
      category: null,
      reason: body.name,
    })
    .execute();
  changed('templateVersion', version);
  return draft;
}
