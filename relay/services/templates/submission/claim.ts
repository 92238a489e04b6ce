import { type TemplateVersionId, type TenantId } from '../../../../shared/contract/ids.ts';
import type {
  TemplateCategory,
  TemplateContent,
} from '../../../../shared/contract/template-content.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';

/** Longer than every call of one step may take: another relay may go on after it. */
const CLAIM_MS = 120_000;

/** A version that this relay alone works on. */
export interface Claimed {
  readonly tenantId: TenantId;
  readonly id: TemplateVersionId;
  readonly accountId: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly content: TemplateContent;
  readonly step: 'create' | 'submit' | 'follow' | 'done' | 'refused' | 'delete';
  /** How often it was tried before: more than never, the provider may have taken something. */
  readonly attempts: number;
  readonly contentSid: string | null;
}

/** Takes a version that is due, for a while. @returns null where another relay has it, or it is done */
export async function claimVersion(
  { sql, tenantId }: TenantTransaction,
  id: TemplateVersionId,
  now: number,
): Promise<Claimed | null> {
  const row = await sql
    .updateTable('template_versions')
    .set((eb) => ({ claimed_until: now + CLAIM_MS, attempts: eb('attempts', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('step', 'in', ['create', 'submit', 'follow', 'delete'])
    .where('due_at', '<=', now)
    .where('claimed_until', '<=', now)
    .returning(['provider_account_id', 'name', 'language', 'category', 'content', 'step'])
    .returning(['attempts', 'provider_content_sid'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { provider_account_id: accountId, provider_content_sid: contentSid, ...rest } = row;
  return { ...rest, tenantId, id, accountId, contentSid, attempts: row.attempts - 1 };
}
