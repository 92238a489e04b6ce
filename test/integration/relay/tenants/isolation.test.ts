import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql as raw } from 'kysely';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { settleSpend } from '../../../../relay/services/billing/settle.ts';
import type { Store } from '../../../../relay/db/tenant-transaction.ts';
import { COMMANDS, isCommandName } from '../../../../shared/contract/commands.ts';
import type { TenantId } from '../../../../shared/contract/ids.ts';
import { isReadName, READS } from '../../../../shared/contract/reads.ts';
import { RELAY_CALLS } from '../../../../shared/contract/relay.ts';
import { mediaPath } from '../../../../shared/contract/sign-in.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { ASKED, CALLS, INPUTS } from '../../../support/relay/every-input.ts';
import { fill, type Ids } from '../../../support/relay/filled-tenant.ts';
import { addOtherTenant } from '../../../support/relay/people.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { rowsOf, tenantTables } from '../../../support/relay/tenant-rows.ts';

const SECRET = 'the secret of Southwind';

function isCall(name: string): name is keyof typeof CALLS {
  return Object.hasOwn(CALLS, name);
}

/** Two tenants, with everything that one can name; the first one's owner is connected. */
async function twoTenants() {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const desktop = await connectDesktop(relay.url, token);
  const mine = desktop.welcome.tenant.id;
  const theirs = await addOtherTenant(relay);
  const { store } = relay.parts;
  const own = await store.inTenant(mine, async (tx) => {
    const sender = await tx.sql
      .selectFrom('senders')
      .select('id')
      .where('tenant_id', '=', mine)
      .executeTakeFirstOrThrow();
    return fill(tx, sender.id, 'of Northwind');
  });
  const filled = await store.inTenant(theirs.tenantId, (tx) => fill(tx, theirs.sender, SECRET));
  const stranger = await connectDesktop(relay.url, theirs.owner.token);
  // What a relay does by itself for the other one, it has done before; it may be at it just now.
  for (let left = [theirs.tenantId]; left.length > 0;) {
    left = [...(await settleSpend(relay.parts, left))];
  }
  const [signedIn] = await asAdmin(
    relay.databaseUrl,
    `SELECT s.id FROM casement_auth.session s JOIN casement.people p ON p.user_id = s."userId"
     WHERE p.tenant_id = $1`,
    [theirs.tenantId],
  );
  const other = { ...filled, session: String(signedIn?.['id']) };
  return { relay, token, desktop, mine, theirs: theirs.tenantId, own, other, stranger };
}

/** Tries every command, call and route of the first tenant with ids of the second. */
async function nothingGetsThrough(world: Awaited<ReturnType<typeof twoTenants>>): Promise<void> {
  const { relay, token, desktop, theirs, own, other, stranger } = world;
  const { epoch } = desktop.welcome.head;
  const before = await rowsOf(relay.databaseUrl, theirs);
  const heard: unknown[] = [];
  stranger.socket.onAny((name: string, news: unknown) => void heard.push([name, news]));
  const someIds = fc.record<Ids>({
    conversation: fc.constantFrom(other.conversation, own.conversation),
    message: fc.constantFrom(other.message, own.message),
    media: fc.constantFrom(other.media, own.media),
    template: fc.constantFrom(other.template, own.template),
    templateDraft: fc.constantFrom(other.templateDraft, own.templateDraft),
    templateNotice: fc.constantFrom(other.templateNotice, own.templateNotice),
    budgetNotice: fc.constantFrom(other.budgetNotice, own.budgetNotice),
    person: fc.constantFrom(other.person, own.person),
    queued: fc.constantFrom(other.queued, other.message),
    tag: fc.constantFrom(other.tag, own.tag),
    team: fc.constantFrom(other.team, own.team),
    note: fc.constantFrom(other.note, own.note),
    invitation: fc.constantFrom(other.invitation, own.invitation),
    session: fc.constantFrom(other.session, own.session),
    apiKey: fc.constantFrom(other.apiKey, own.apiKey),
    contact: fc.constantFrom(other.contact, own.contact),
    otherContact: fc.constantFrom(other.otherContact, own.otherContact),
    sender: fc.constantFrom(other.sender, own.sender),
    field: fc.constantFrom(other.field, own.field),
    scheduledMessage: fc.constantFrom(other.scheduledMessage, own.scheduledMessage),
    automation: fc.constantFrom(other.automation, own.automation),
    endpoint: fc.constantFrom(other.endpoint, own.endpoint),
    contactImport: fc.constantFrom(other.contactImport, own.contactImport),
  });
  const what = fc.oneof(
    fc.constantFrom(...Object.keys(INPUTS)),
    fc.constantFrom(...Object.keys(CALLS)),
    fc.constantFrom(...Object.keys(ASKED)),
    fc.constant('GET'),
  );
  const ask = async (name: string, ids: Ids, number: number): Promise<string> => {
    if (isCommandName(name)) {
      const input = INPUTS[name](ids, v7());
      return JSON.stringify(
        await desktop.socket.emitWithAck('command', { id: randomUUID(), name, input }),
      );
    }
    if (isReadName(name)) {
      const input = ASKED[name](ids);
      return JSON.stringify(await desktop.socket.emitWithAck('ask', { name, input }));
    }
    if (isCall(name)) {
      const input = CALLS[name](ids, epoch, number);
      return JSON.stringify(await desktop.socket.emitWithAck(name, input));
    }
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${relay.url}${mediaPath(other.media)}`, { headers });
    return `${answer.status} ${await answer.text()}`;
  };
  await fc.assert(
    fc.asyncProperty(what, someIds, fc.nat(60), async (name, ids, number) => {
      const said = await ask(name, ids, number);
      expect(said).not.toContain(SECRET);
      for (const id of Object.values(other)) expect(said).not.toContain(id);
    }),
    { numRuns: 150 },
  );
  expect(await rowsOf(relay.databaseUrl, theirs)).toEqual(before);
  expect(JSON.stringify(heard)).toBe('[]');
  expect(await stranger.call('time', {})).toMatchObject({ ok: true });
}

test('every command, call and route is tried', () => {
  expect(Object.keys(INPUTS)).toEqual(Object.keys(COMMANDS));
  expect(Object.keys(ASKED)).toEqual(Object.keys(READS));
  expect(new Set([...Object.keys(CALLS), 'command', 'ask'])).toEqual(
    new Set(Object.keys(RELAY_CALLS)),
  );
});

test('with another tenant’s ids nothing of it is seen or changed', async () => {
  await expect(nothingGetsThrough(await twoTenants())).resolves.toBeUndefined();
});

test('nor without row-level security, by the queries’ own words alone', async () => {
  const world = await twoTenants();
  const { databaseUrl } = world.relay;
  for (const { name } of await tenantTables(databaseUrl)) {
    await asAdmin(databaseUrl, `ALTER TABLE casement.${name} DISABLE ROW LEVEL SECURITY`);
  }
  await expect(nothingGetsThrough(world)).resolves.toBeUndefined();
});

test('nor by a query that says nothing of tenants, in any table', async () => {
  const { relay, mine, theirs } = await twoTenants();
  const { databaseUrl } = relay;
  const before = await rowsOf(databaseUrl, theirs);
  const tables = await tenantTables(databaseUrl);
  expect(tables.length).toBeGreaterThan(18);
  const { store } = relay.parts;
  for (const { name, column } of tables) {
    const seen = await asTenant(
      store,
      mine,
      `SELECT count(*)::int AS rows FROM ${name} WHERE ${column} = '${theirs}'`,
    );
    expect([name, seen]).toEqual([name, [{ rows: 0 }]]);
    // What may not be done at all fails; what may be done finds nothing to do it to.
    for (const statement of [
      `UPDATE ${name} SET ${column} = ${column}`,
      `UPDATE ${name} SET ${column} = '${mine}' WHERE ${column} = '${theirs}'`,
      `UPDATE ${name} SET ${column} = '${theirs}'`,
      `DELETE FROM ${name} WHERE ${column} = '${theirs}'`,
    ]) {
      await asTenant(store, mine, statement).catch(() => undefined);
    }
  }
  expect(await rowsOf(databaseUrl, theirs)).toEqual(before);
});

function asTenant(
  { inTenant }: Store,
  tenantId: TenantId,
  statement: string,
): Promise<readonly unknown[]> {
  return inTenant(tenantId, async ({ sql }) => {
    const { rows } = await raw.raw(statement).execute(sql);
    return rows;
  });
}
