import type { ApprovalRecord, ContentRecord } from '../core/records.ts';

const BASE = 'https://content.twilio.com/v1/Content';

/** A moment (ms) as the newer APIs write it. */
function iso8601(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function common(account: string, content: ContentRecord): Record<string, unknown> {
  return {
    account_sid: account,
    date_created: iso8601(content.dateCreated),
    date_updated: iso8601(content.dateUpdated),
    friendly_name: content.friendlyName,
    language: content.language,
    sid: content.sid,
    types: content.types,
    variables: content.variables,
  };
}

/** A Content as Twilio's API describes it (content.v1.content). */
export function contentResource(account: string, content: ContentRecord): Record<string, unknown> {
  const url = `${BASE}/${content.sid}`;
  return {
    ...common(account, content),
    url,
    links: {
      approval_create: `${url}/ApprovalRequests/whatsapp`,
      approval_fetch: `${url}/ApprovalRequests`,
    },
  };
}

/** The same with its approval (content.v1.content_and_approvals). */
export function contentAndApprovals(
  account: string,
  content: ContentRecord,
): Record<string, unknown> {
  return { ...common(account, content), approval_requests: approvalFields(content.approval) };
}

/** The answer to an approval that is fetched (content.v1.content.approval_fetch). */
export function approvalFetch(account: string, content: ContentRecord): Record<string, unknown> {
  return {
    account_sid: account,
    sid: content.sid,
    url: `${BASE}/${content.sid}/ApprovalRequests`,
    whatsapp: { type: 'whatsapp', ...approvalFields(content.approval) },
  };
}

/** The answer to a submission (content.v1.content.approval_create). */
export function approvalFields(approval: ApprovalRecord | null): Record<string, unknown> {
  return {
    allow_category_change: approval?.allowCategoryChange ?? true,
    category: approval?.category ?? '',
    content_type: approval?.contentType ?? '',
    name: approval?.name ?? '',
    rejection_reason: approval?.rejectionReason ?? '',
    status: approval?.status ?? 'unsubmitted',
  };
}
