import { expect, it } from 'vitest';
import { createAttention } from '../../../../../main/services/attention/attention.ts';
import { createWorkspace } from '../../../../../main/services/session/workspace.ts';
import { systemClock } from '../../../../../main/clock.ts';
import { createRelayClock } from '../../../../../main/sync/relay-clock.ts';
import type { RelayClient } from '../../../../../main/sync/relay-client.ts';
import { createStatus } from '../../../../../main/sync/status.ts';
import { RefusedError } from '../../../../../shared/contract/errors.ts';
import { aPerson, aTenant } from '../../../../support/sample-records.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { NO_TOPICS, anIdentity, testCache } from '../../../../support/test-cache.ts';

/* Sockets and timers call into the cache, and nothing above them could catch what it throws. */

it('tells of an error of the cache instead of ending the core', async () => {
  const [person, tenant] = [aPerson(), aTenant()];
  const identity = anIdentity({ personId: person.id, tenantId: tenant.id });
  const cache = testCache({ folder: await temporaryFolder(), identity });
  const relayClock = createRelayClock(systemClock);
  const failed: unknown[] = [];
  const badge = Promise.withResolvers<unknown>();
  const listeners: Parameters<RelayClient['listen']>[0][] = [];
  const workspace = createWorkspace({
    cache,
    client: {
      listen: (listener) => {
        listeners.push(listener);
      },
      open: () => undefined,
      isOnline: () => true,
      ask: () => Promise.reject(new RefusedError('relay_unreachable')),
      reconnect: () => undefined,
      close: () => undefined,
    },
    token: 'token',
    session: { relayUrl: identity.relayUrl, person, tenant },
    clock: systemClock,
    relayClock,
    status: createStatus(systemClock.wall, () => undefined),
    topics: NO_TOPICS,
    log: () => undefined,
    pause: 1_000,
    look: 5_000,
    clockMeasured: () => undefined,
    sessionChanged: () => undefined,
    ended: () => undefined,
    arrived: () => undefined,
    noted: () => undefined,
    refused: () => undefined,
    ordersChanged: () => undefined,
    uploaded: () => undefined,
    presence: { connected: () => undefined, heard: () => undefined, lost: () => undefined },
    failed: (error) => failed.push(error),
  });
  const attention = createAttention(
    () => workspace,
    { notify: null, setBadge: () => undefined },
    relayClock,
    badge.resolve,
  );
  // Whatever is asked of it from now on throws.
  cache.close();
  const head = { epoch: '0199c1de-0000-7000-8000-000000000001', number: 1 };
  const [relay] = listeners;
  relay?.changed(head);
  relay?.welcomed({
    protocol: 1,
    minimumClientVersion: '0.0.0',
    relayVersion: '0.1.0',
    head,
    serverTime: 1,
    person,
    tenant,
  });
  expect(failed).toHaveLength(2);
  attention.listChanged();
  expect(await badge.promise).toBeInstanceOf(TypeError);
  workspace.close();
});
