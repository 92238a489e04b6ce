import type { ColumnType, Generated } from 'kysely';
import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type {
  PersonId,
  TemplateDraftId,
  TemplateId,
  TemplateNoticeId,
  TemplateVersionId,
  TenantId,
} from '../../../shared/contract/ids.ts';
import type {
  TemplateCategory,
  TemplateContent,
} from '../../../shared/contract/template-content.ts';
import type {
  TemplateDraftBody,
  TemplateNotice,
} from '../../../shared/contract/template-library.ts';
import type { ChangeNumber } from './columns.ts';

/** Written as its JSON text. */
type Whole<T> = ColumnType<T, string, string>;

export interface TemplateDrafts {
  readonly tenant_id: TenantId;
  readonly id: TemplateDraftId;
  readonly body: Whole<TemplateDraftBody>;
  readonly change_no: ChangeNumber;
}

export interface TemplateVersions {
  readonly tenant_id: TenantId;
  readonly id: TemplateVersionId;
  readonly draft_id: TemplateDraftId;
  readonly number: number;
  readonly language: string;
  readonly name: string;
  readonly category: TemplateCategory;
  readonly content: Whole<TemplateContent>;
  readonly submitted_by: PersonId | null;
  readonly submitted_at: number;
  readonly provider_account_id: string;
  readonly step: 'create' | 'submit' | 'follow' | 'done' | 'refused' | 'delete';
  readonly attempts: Generated<number>;
  readonly due_at: number;
  readonly claimed_until: Generated<number>;
  readonly provider_content_sid: Generated<string | null>;
  readonly created_there_at: Generated<number | null>;
  readonly problem_code: Generated<RefusalCode | null>;
  readonly problem_detail: Generated<string | null>;
  readonly template_id: Generated<TemplateId | null>;
  readonly gone: Generated<boolean>;
  readonly change_no: ChangeNumber;
}

export interface TemplateHistory {
  readonly tenant_id: TenantId;
  readonly version_id: TemplateVersionId;
  readonly place: number;
  readonly at: number;
  readonly status: string;
  readonly category: TemplateCategory | null;
  readonly reason: string | null;
}

export interface TemplateEvents {
  readonly tenant_id: TenantId;
  readonly provider_account_id: string;
  readonly id: string;
  readonly at: number;
}

export interface TemplateNotices {
  readonly tenant_id: TenantId;
  readonly id: TemplateNoticeId;
  readonly at: number;
  readonly kind: TemplateNotice['kind'];
  readonly template_id: TemplateId;
  readonly draft_id: TemplateDraftId | null;
  readonly name: string;
  readonly language: string;
  readonly before: string | null;
  readonly after: string;
  readonly reason: string | null;
}

export interface TemplateNoticesDismissed {
  readonly tenant_id: TenantId;
  readonly notice_id: TemplateNoticeId;
  readonly person_id: PersonId;
}
