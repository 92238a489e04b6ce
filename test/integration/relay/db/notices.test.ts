import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Notice, openNotices } from '../../../../relay/db/notices.ts';
import { openLog } from '../../../../relay/log.ts';
import { tenantId } from '../../../../shared/contract/ids.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { testDatabase } from '../../../support/relay-database/test-database.ts';

test('what one relay tells while its connection is lost reaches the others afterwards', async () => {
  const url = await testDatabase();
  const log = openLog('silent');
  const teller = await openNotices(url, log, { heard: () => undefined, missed: () => undefined });
  const [connection] = await asAdmin(
    url,
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'casement-notices' AND datname = current_database()`,
  );
  const heard: Notice[] = [];
  const both = Promise.withResolvers<void>();
  const other = await openNotices(url, log, {
    heard: (notice) => {
      if (heard.push(notice) === 2) both.resolve();
    },
    missed: () => undefined,
  });
  const changed = { kind: 'changed' as const, tenantId: tenantId.parse(randomUUID()), head: 7 };
  const ended = { kind: 'session_ended' as const, sessionId: 'one' };

  await asAdmin(url, 'SELECT pg_terminate_backend($1)', [connection?.['pid']]);
  teller.tell(changed);
  teller.tell(ended);
  await both.promise;
  expect(heard).toEqual([changed, ended]);
  await Promise.all([teller.close(), other.close()]);
});
