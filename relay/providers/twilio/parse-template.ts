import { z } from 'zod';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import type { ProviderTemplate } from '../provider.ts';

const approval = z.object({
  name: z.string().optional(),
  category: z.string().optional(),
  status: z.string().optional(),
  rejection_reason: z.string().nullish(),
});
/** Flat by Twilio's description, below `whatsapp` by what is seen: both are read. */
const approvals = z
  .union([z.object({ whatsapp: approval }), approval])
  .nullish()
  .catch(null);

const action = z.object({
  type: z.string().nullish(),
  title: z.string().nullish(),
  url: z.string().nullish(),
  phone: z.string().nullish(),
  code: z.string().nullish(),
});
const type = z.object({
  body: z.string().default(''),
  header_text: z.string().nullish(),
  footer: z.string().nullish(),
  actions: z.array(action).nullish(),
});

const content = z.object({
  sid: z.string(),
  friendlyName: z.string().nullish(),
  language: z.string(),
  variables: z.record(z.string(), z.string().nullish()).nullish(),
  types: z.record(z.string(), z.unknown()),
  approvalRequests: approvals,
});

const KINDS: Readonly<Record<string, TemplateRecord['buttons'][number]['kind']>> = {
  URL: 'url',
  PHONE_NUMBER: 'phone_number',
  COPY_CODE: 'copy_code',
};

const category = z.enum(['utility', 'marketing', 'authentication']).nullable().catch(null);
// A status that is not known yet is as good as pending: nothing is sent with it.
const status = z
  .enum(['unsubmitted', 'received', 'pending', 'approved', 'rejected', 'paused', 'disabled'])
  .catch('pending');

/**
 * A content of the provider with its approval as a template of the contract.
 *
 * @param item an element of the SDK's ContentAndApprovals list
 * @returns null where it has no type with a body: nothing that could be sent as a template
 */
export function parseTemplate(item: unknown): ProviderTemplate | null {
  const parsed = content.safeParse(item);
  // A content that this relay cannot read must not keep it from the others.
  if (!parsed.success) return null;
  const { sid, friendlyName, language, variables, types, approvalRequests } = parsed.data;
  const first = type.safeParse(Object.values(types)[0]);
  if (!first.success || first.data.body === '') return null;
  const { body, header_text: header, footer, actions } = first.data;
  const request =
    approvalRequests && 'whatsapp' in approvalRequests
      ? approvalRequests.whatsapp
      : (approvalRequests ?? {});
  const reason = request.rejection_reason ?? '';
  return {
    contentSid: sid,
    // What was never submitted has no name at WhatsApp.
    name: [request.name, friendlyName].find((name) => (name ?? '') !== '') ?? sid,
    language,
    category: category.parse(request.category?.toLowerCase() ?? null),
    statusWord: (request.status ?? 'unsubmitted').toLowerCase(),
    status:
      request.status === undefined ? 'unsubmitted' : status.parse(request.status.toLowerCase()),
    rejectionReason: reason === '' ? null : reason,
    header: header ?? null,
    body,
    footer: footer ?? null,
    buttons: (actions ?? []).map(({ type: kind, title, url, phone, code }) => ({
      kind: KINDS[kind ?? ''] ?? 'quick_reply',
      title: title ?? '',
      value: url ?? phone ?? code ?? null,
    })),
    variables: Object.entries(variables ?? {})
      .map(([key, sample]) => ({ key, sample: sample ?? '' }))
      .toSorted((a, b) => Number(a.key) - Number(b.key)),
  };
}
