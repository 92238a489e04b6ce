import { listAudit } from '../audit/list-audit.ts';
import { listApiKeys } from '../api-keys/commands.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { peopleReads } from '../people/reads.ts';
import { importReads } from '../contacts/import/reads.ts';
import { orderReads } from '../orders/reads.ts';
import { retentionReads } from '../retention/reads.ts';
import { erasureReads } from '../erasure/reads.ts';
import { billingReads } from '../billing/reads.ts';
import { automationReads } from '../automations/reads.ts';
import { endpointReads } from '../events-out/reads.ts';
import { templateUsage } from '../templates/usage.ts';
import { templateReads } from '../templates/reads.ts';
import { findDuplicates } from '../contacts/find-duplicates.ts';
import { contactConsents } from '../contacts/record-consent.ts';
import type { ReadHandlers } from './handler.ts';
import type { ReadName } from '../../../shared/contract/reads.ts';

/** Every read, by its name. @param seal of certificates of erasure */
export function allReads(
  auth: Parameters<typeof peopleReads>[0],
  seal: Parameters<typeof erasureReads>[0],
): ReadHandlers<ReadName> {
  return {
    'audit.list': listAudit,
    'apiKeys.list': listApiKeys,
    'audit.export': exportAudit,
    ...peopleReads(auth),
    ...importReads,
    ...orderReads,
    ...retentionReads,
    ...erasureReads(seal),
    ...billingReads,
    ...automationReads,
    ...endpointReads,
    'templates.usage': templateUsage,
    ...templateReads,
    'contacts.duplicates': findDuplicates,
    'contact.consents': contactConsents,
  };
}
