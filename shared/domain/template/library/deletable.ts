import type { TemplateVersionRecord } from '../../../contract/template-library.ts';
import { statusOf } from './versions.ts';

/** Statuses in which there is nothing to delete, or the platform does not let it go. */
const STAYS: ReadonlySet<string> = new Set(['deleted', 'deleting', 'disabled']);

/**
 * Whether a version can be deleted at the provider. What is disabled cannot be.
 * Source: Meta, message templates: management.
 */
export function isDeletable(version: TemplateVersionRecord): boolean {
  return !STAYS.has(statusOf(version));
}
