import { expect, test } from 'vitest';
import { z } from 'zod';
import { asAdmin } from '../../../../support/relay/sql.ts';
import { restStage, textTo } from '../../../../support/rest/rest-stage.ts';

const CUSTOMERS = Array.from({ length: 6 }, (_, index) => `+34600200${String(100 + index)}`);
const accepted = z.object({ id: z.string() });
const refusedBy = z.object({ code: z.string() });

test('requests that come together: each has its own outcome, and a bad one spoils no other', async () => {
  const stage = await restStage();
  for (const phone of CUSTOMERS) await stage.customer(phone);
  const [shut = '', ...open] = CUSTOMERS;
  await asAdmin(
    stage.relay.databaseUrl,
    'UPDATE casement.conversations SET last_inbound_at = last_inbound_at - 90000000 WHERE address = $1',
    [shut],
  );
  const answers = await Promise.all([
    stage.send(textTo(shut, 'The window is shut')),
    stage.send(textTo('+34600299999', 'Nobody knows this number')),
    stage.send(textTo(open[0] ?? '', 'No database takes \u0000')),
    ...open.flatMap((phone) => [
      stage.send(textTo(phone, 'One')),
      stage.send(textTo(phone, 'Two')),
    ]),
  ]);
  const [late, unknown, unstorable, ...good] = answers;
  expect(late?.status).toBe(422);
  expect(refusedBy.parse(late?.body).code).toBe('window_closed');
  expect(refusedBy.parse(unknown?.body).code).toBe('window_closed');
  expect(unstorable?.status).toBe(400);
  expect(refusedBy.parse(unstorable?.body).code).toBe('invalid_input');
  expect(good.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 202));

  const ids = good.map(({ body }) => accepted.parse(body).id);
  const rows = z.array(z.object({ id: z.string(), moments: z.number() })).parse(
    await asAdmin(
      stage.relay.databaseUrl,
      `SELECT m.id, (SELECT count(DISTINCT at)::int FROM casement.messages
            WHERE conversation_id = m.conversation_id AND direction = 'outbound') AS moments
          FROM casement.messages m WHERE direction = 'outbound'`,
      [],
    ),
  );
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  // Two of one conversation have each a place of its own.
  expect(new Set(rows.map(({ moments }) => moments))).toEqual(new Set([2]));
});
