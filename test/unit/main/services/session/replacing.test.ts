import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSessionService } from '../../../../../main/services/session/session-service.ts';
import type { Workspace } from '../../../../../main/services/session/workspace.ts';
import { createStatus } from '../../../../../main/sync/status.ts';
import type { Session } from '../../../../../shared/contract/bridge.ts';
import { RefusedError } from '../../../../../shared/contract/errors.ts';
import { aPerson, aTenant } from '../../../../support/sample-records.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { testCache } from '../../../../support/test-cache.ts';

const client = {
  listen: () => undefined,
  open: () => undefined,
  isOnline: () => true,
  ask: () => Promise.reject(new RefusedError('relay_unreachable')),
  reconnect: () => undefined,
  close: () => undefined,
};
const nothing = () => undefined;

it('says that nobody is signed in where a damaged cache cannot be replaced', async () => {
  const session: Session = {
    relayUrl: 'https://relay.example',
    person: aPerson(),
    tenant: aTenant(),
  };
  const folder = await temporaryFolder();
  const status = createStatus(Date.now, nothing);
  const told: (Session | null)[] = [];
  let readable = true;
  const service = createSessionService({
    status,
    log: nothing,
    secrets: {
      recall: async () => {
        if (!readable) throw new Error('the store is locked');
        return Promise.resolve({
          remembered: { email: 'ana@northwind.example', session },
          token: 't',
        });
      },
      remember: () => Promise.resolve(),
      forget: () => Promise.resolve(),
      forgetCacheKey: async () => Promise.resolve(),
      cacheKey: () => Promise.resolve(randomBytes(32)),
    },
    connect: () => client,
    openCache: (identity, key) => testCache({ folder, identity, key }),
    removeCache: nothing,
    openWorkspace: ({ cache, token }) => {
      const opened: Workspace = {
        cache,
        client,
        token,
        sync: {
          connected: nothing,
          hinted: nothing,
          requestPull: nothing,
          fetchOlder: () => Promise.resolve(),
          isInStep: () => true,
          loading: () => null,
          history: () => ({ before: null, done: true }),
          close: nothing,
        },
        outbox: { kick: nothing, expire: nothing, refuse: nothing, close: nothing },
        session: () => session,
        welcomed: nothing,
        resumed: nothing,
        isInStep: () => true,
        commandPut: nothing,
        close: nothing,
      };
      return opened;
    },
    changed: (current) => told.push(current),
  });
  await service.restore();
  const damaged = service.workspace().cache;
  expect(told).toStrictEqual([session]);
  readable = false;
  await service.replaceCache(damaged);
  expect(service.current()).toBeNull();
  expect(told.at(-1)).toBeNull();
  expect(status.get().state).toBe('signed_out');
});
