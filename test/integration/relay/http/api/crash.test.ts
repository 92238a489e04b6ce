import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { relayProcess } from '../../../../support/relay/relay-process.ts';
import { asAdmin } from '../../../../support/relay/sql.ts';
import { ask, restStage, textTo } from '../../../../support/rest/rest-stage.ts';

const SENDS = 40;
/** After so many answers the relay is killed. */
const ANSWERED = 8;

test('a relay that is killed while programs send: repeated with its key, each is sent once', async () => {
  const stage = await restStage();
  const { relay, simulator } = stage;
  const phones = Array.from({ length: SENDS }, (_, at) => `+346001${10_000 + at}`);
  for (const phone of phones) await stage.customer(phone);
  const mortal = await relayProcess(
    {
      DATABASE_URL: relay.databaseUrl,
      CASEMENT_SECRET_KEY: stage.keyBytes.toString('base64'),
      TWILIO_BASE_URL: simulator.url,
      PUBLIC_URL: relay.url,
    },
    onTestFinished,
  );
  const asked = phones.map((phone) => ({ phone, headers: { 'idempotency-key': randomUUID() } }));
  const post = (url: string, { phone, headers }: (typeof asked)[number]) =>
    ask(url, stage.key.secret, 'POST', '/messages', textTo(phone, `To ${phone}`), headers);

  const answers = new Map<string, unknown>();
  const killed: Promise<void>[] = [];
  await Promise.all(
    asked.map(async (one) => {
      try {
        answers.set(one.phone, (await post(mortal.url, one)).body);
      } catch {
        // No answer came: whether it was taken is not known.
      }
      if (answers.size >= ANSWERED && killed.length === 0) killed.push(mortal.kill());
    }),
  );
  await Promise.all(killed);
  expect(answers.size).toBeGreaterThanOrEqual(ANSWERED);

  for (const one of asked) {
    const { status, body } = await post(relay.url, one);
    expect(status).toBe(202);
    const earlier = answers.get(one.phone);
    expect(body).toEqual(earlier ?? body);
  }
  const [stored] = await asAdmin(
    relay.databaseUrl,
    `SELECT count(*)::int AS messages FROM casement.messages WHERE direction = 'outbound'`,
    [],
  );
  expect(stored).toEqual({ messages: SENDS });
  const left = z.object({ left: z.number() });
  for (;;) {
    const [row] = await asAdmin(
      relay.databaseUrl,
      `SELECT count(*)::int AS left FROM casement.sends WHERE state = 'queued'`,
      [],
    );
    if (left.parse(row).left === 0) break;
    await pause(50);
  }
  for (const phone of phones) expect([phone, stage.taken(phone) <= 1]).toEqual([phone, true]);
});
