import { expect, it } from 'vitest';
import { OWNER, PASSWORD, runningRelay } from '../../support/relay/running-relay.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memorySecrets, testCore } from '../../support/test-core.ts';

const spend = { name: 'spend.month', input: { month: null, by: 'category' } };
const audit = {
  name: 'audit.list',
  input: { text: '', from: null, to: null, before: null, limit: 5 },
};

it('shows the figures of spend without the relay, with their time, also after a new start', async () => {
  const relay = await runningRelay();
  const folder = { dataFolder: await temporaryFolder(), secrets: memorySecrets() };
  const core = await testCore(folder);
  await core.call('session.signIn', { relayUrl: relay.url, email: OWNER, password: PASSWORD });
  const isOnline = async () => (await core.call('app.bootstrap', {})).connection.state === 'online';
  // All is loaded first: what was kept before that is let go with it.
  await core.until(async () => {
    const { records } = await core.call('records.list', { entity: 'person' });
    const { connection } = await core.call('app.bootstrap', {});
    return records.length > 0 && connection.loading === null;
  });
  await core.until(isOnline);
  const now = await core.call('relay.ask', spend);
  expect(now.asOf).toBeUndefined();
  await core.call('relay.ask', audit);

  await relay.close();
  await core.until(async () => !(await isOnline()));
  const kept = await core.call('relay.ask', spend);
  expect(kept.value).toEqual(now.value);
  expect(Math.abs((kept.asOf ?? 0) - Date.now())).toBeLessThan(60_000);
  // What was never asked, and what is not kept.
  const other = { ...spend, input: { month: null, by: 'market' } };
  await expect(core.call('relay.ask', other)).rejects.toThrow('relay');
  await expect(core.call('relay.ask', audit)).rejects.toThrow('relay');

  await core.app.close();
  const again = await testCore(folder);
  expect(await again.call('relay.ask', spend)).toEqual(kept);
});
