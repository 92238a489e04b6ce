import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { connect } from '../../../../main/cache/database.ts';
import { createMessageReader } from '../../../../main/cache/repos/message-reader.ts';
import { createInboxRepo } from '../../../../main/cache/repos/inbox.ts';
import type { Db } from '../../../../main/cache/sqlite.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testCache } from '../../../support/test-cache.ts';

/** How SQLite goes about every statement that a part of the cache prepares. */
async function plansOf(make: (db: Db) => unknown): Promise<string[]> {
  const key = randomBytes(32);
  const { path } = testCache({ folder: await temporaryFolder(), key });
  const db = connect(path, key);
  const texts: string[] = [];
  make({
    ...db,
    prepare: (sql) => {
      // A value in the place of every parameter: the plan is the same.
      texts.push(sql.replaceAll(/\?|@\w+/g, '1'));
      return db.prepare(sql);
    },
  });
  const plans = texts.map((sql) =>
    db
      .prepare<readonly [], { readonly detail: string }>(`explain query plan ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join('\n'),
  );
  db.close();
  return plans;
}

it('reads no conversation to its end for the messages that were made here', async () => {
  const plans = await plansOf(createMessageReader);
  expect(plans.filter((plan) => plan.includes('message_made_here'))).toHaveLength(1);
  expect(plans.filter((plan) => plan.includes('SCAN'))).toStrictEqual([]);
});

it('lists and counts the inbox from its index, without sorting', async () => {
  const plans = await plansOf(createInboxRepo);
  expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toStrictEqual([]);
  expect(plans.filter((plan) => plan.includes('SCAN c USING COVERING INDEX'))).toHaveLength(1);
  expect(plans.filter((plan) => /SCAN (?!c USING COVERING INDEX)/.test(plan))).toStrictEqual([]);
});
