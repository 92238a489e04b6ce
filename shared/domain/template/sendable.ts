import type { TemplateRecord } from '../../contract/records.ts';

/**
 * Why nothing can be sent with a template of this status now, as a code of refusal; null: it can.
 * A pause ends by itself, a template that is disabled stays so. Source: Meta, template pausing.
 */
export function notSendable(
  status: TemplateRecord['status'],
): 'template_paused' | 'template_disabled' | 'template_not_approved' | null {
  if (status === 'approved') return null;
  if (status === 'paused') return 'template_paused';
  return status === 'disabled' ? 'template_disabled' : 'template_not_approved';
}
