import { useEffect, useRef } from 'react';
import type { BridgeOutput } from '../../../shared/contract/bridge.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import { useBootstrap, useBridgeQuery } from '../../bridge/context.tsx';

/** Orders that somebody saw are asked for again after this long when they are looked at, ms. */
const FRESH_FOR_MS = 20_000;

/**
 * The last orders of a contact as they are here; the relay is asked behind them. They are not
 * pushed: whoever looks again later, or when the connection has come or gone, asks again.
 */
export function useOrders(contactId: ContactId): {
  readonly data: BridgeOutput<'contact.orders'> | undefined;
} {
  const { connection } = useBootstrap();
  const { data, refetch } = useBridgeQuery(
    'contact.orders',
    { contactId },
    { freshFor: FRESH_FOR_MS },
  );
  const seen = useRef(connection.state);
  useEffect(() => {
    if (seen.current === connection.state) return;
    seen.current = connection.state;
    void refetch();
  }, [connection.state, refetch]);
  return { data };
}
