import type { ReadValue } from '../../../../../shared/contract/reads.ts';
import { useAsk } from '../../../../bridge/records.ts';

export type Notice = ReadValue<'templates.notices'>['notices'][number];

/** What the platform did to templates and this person has not put away; asked anew when it changes. */
export function useNotices() {
  const asked = useAsk('templates.notices', {});
  return { notices: asked.data?.notices ?? [], refresh: () => void asked.refetch() };
}
