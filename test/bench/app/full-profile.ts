import { createSessionSecrets } from '../../../main/services/session/secrets.ts';
import { openCache } from '../../../main/cache/open.ts';
import { systemClock } from '../../../main/clock.ts';
import { keyFile } from '../../../main/host/common/key-file.ts';
import { fillCache, type Size } from '../support/big-cache.ts';
import { dataFolderOf } from './desk.ts';
import type { World } from './world.ts';

/**
 * Fills the cache of a profile that is signed in and not open.
 *
 * @throws {Error} where nobody is signed in there
 */
export async function fillProfile(world: World, profile: string, size: Size): Promise<void> {
  const folder = dataFolderOf(world, profile);
  const secrets = createSessionSecrets(keyFile(folder));
  const last = await secrets.recall();
  if (last === null) throw new Error(`nobody is signed in to the profile ${profile}`);
  const { relayUrl, person, tenant } = last.remembered.session;
  const identity = { relayUrl, tenantId: tenant.id, personId: person.id };
  const cache = openCache({
    folder,
    identity,
    key: await secrets.cacheKey(identity),
    clock: systemClock,
    log: () => undefined,
  });
  const [sender] = cache.directory.all('sender');
  if (sender === undefined) throw new Error('the first sync brought no sender');
  fillCache(cache, sender.id, size, Date.now());
  cache.close();
}
