import { useMemo } from 'react';
import type { TemplateCategory } from '../../../../shared/contract/template-content.ts';
import type {
  TemplateDraftRecord,
  TemplateVersionRecord,
} from '../../../../shared/contract/template-library.ts';
import { calendarOf, startOfDay } from '../../../../shared/domain/billing/calendar.ts';
import { type Outlook, outlookOf } from '../../../../shared/domain/template/library/deadline.ts';
import {
  approvalLatency,
  type Latency,
} from '../../../../shared/domain/template/library/latency.ts';
import { useRecords } from '../../../bridge/records.ts';
import { useRelayNow } from '../../window/use-relay-now.ts';

const latencies = new WeakMap<
  readonly TemplateVersionRecord[],
  ReadonlyMap<TemplateCategory, Latency>
>();

function latencyOf(
  versions: readonly TemplateVersionRecord[],
): ReadonlyMap<TemplateCategory, Latency> {
  const known = latencies.get(versions) ?? approvalLatency(versions);
  latencies.set(versions, known);
  return known;
}

/** How long the company's own approvals have taken, by category. */
export function useLatency(): ReadonlyMap<TemplateCategory, Latency> {
  const versions = useRecords('templateVersion');
  return latencyOf(versions);
}

/** How a template stands before its deadline; null: it has none. */
export type OutlookOf = (
  draft: Pick<TemplateDraftRecord, 'id' | 'category' | 'languages' | 'deadline'>,
) => Outlook | null;

/** How templates stand before their deadlines. */
export function useOutlook(): OutlookOf {
  const versions = useRecords('templateVersion');
  const [tenant] = useRecords('tenant');
  const latency = useLatency();
  const now = useRelayNow('minute');
  const zone = tenant?.timeZone ?? 'UTC';
  return useMemo(() => {
    const calendar = calendarOf(zone);
    return (draft) => {
      if (draft.deadline === null) return null;
      const own = versions.filter(({ draftId }) => draftId === draft.id);
      const start = startOfDay(draft.deadline.on, calendar);
      return outlookOf(draft, own, latency.get(draft.category), start, now);
    };
  }, [versions, latency, zone, now]);
}
