import { useEffect } from 'react';
import { useAsk } from '../../../../bridge/records.ts';
import { useRelayNow } from '../../../window/use-relay-now.ts';

/** The shares of budgets that were reached and this person has not put away; asked anew each minute. */
export function useBudgetNotices() {
  const { data, refetch } = useAsk('budgets.notices', {});
  const minute = useRelayNow('minute');
  useEffect(() => void refetch(), [minute, refetch]);
  return {
    currency: data?.currency ?? '',
    notices: data?.notices ?? [],
    refresh: () => void refetch(),
  };
}
