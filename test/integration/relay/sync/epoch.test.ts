import { expect, test } from 'vitest';
import { newEpoch } from '../../../../relay/db/new-epoch.ts';
import { connectDesktop, nextOf, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { addColleague } from '../../../support/relay/thread.ts';

test('after a restore every desktop at every running relay learns that the log is another one', async () => {
  const one = await runningRelay();
  const { databaseUrl, secretKey } = one;
  const other = await runningRelay({ databaseUrl, secretKey });
  const token = await signIn(one.url);
  const desktops = [
    await connectDesktop(one.url, token),
    await connectDesktop(other.url, token),
  ] as const;
  const [here] = desktops;
  const { tenant, head } = here.welcome;
  await one.parts.store.inTenant(tenant.id, (tx) => addColleague(tx));
  const gone = desktops.map(({ socket }) => nextOf(socket, 'disconnect'));
  // The log is put back to where it was, as from a backup.
  await asAdmin(databaseUrl, 'UPDATE casement.tenant_counters SET last_change = last_change - 1');
  await newEpoch(databaseUrl);
  await Promise.all(gone);

  for (const { url, parts } of [one, other]) {
    const again = await connectDesktop(url, token);
    expect(again.welcome.head.epoch).not.toBe(head.epoch);
    expect(await again.call('pull', { cursor: head, limit: 10 })).toMatchObject({
      ok: false,
      refusal: { code: 'resync_needed' },
    });
    // Hints go on, although their numbers have been told before in the other log.
    const hint = nextOf(again.socket, 'changed');
    await parts.store.inTenant(tenant.id, (tx) => addColleague(tx));
    expect(await hint).toMatchObject({ epoch: again.welcome.head.epoch });
  }
});
