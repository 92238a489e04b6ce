import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { connectDesktop, postSignIn, signIn } from '../../../support/relay/desktop.ts';
import { acceptAt, inviting, ownersOffice } from '../../../support/relay/people-office.ts';
import { addOtherTenant, addSignedIn } from '../../../support/relay/people.ts';
import { PASSWORD } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';

const GRACE = 'grace@northwind.example';
const CHOSEN = 'a password of her own';

test('who is invited chooses a password on the relay’s page, and signs in', async () => {
  const { relay, link, ask } = await ownersOffice();
  const told = await link('person.invite', inviting('Grace@Northwind.example', 'supervisor'));
  expect(told.mailed).toBe(false);
  const page = await fetch(told.link);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain('Northwind Supply');
  expect(html).toContain(`value="${GRACE}"`);
  expect(html).not.toContain('<script');
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; frame-ancestors 'none'/,
  );
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');

  const accepted = await acceptAt(told.link, CHOSEN);
  expect([accepted.status, await accepted.text()]).toEqual([
    200,
    expect.stringContaining(relay.url),
  ]);
  const { welcome } = await connectDesktop(relay.url, await signIn(relay.url, GRACE, CHOSEN));
  expect(welcome.person).toMatchObject({ name: 'Grace Hopper', role: 'supervisor', active: true });
  const { invitations } = await ask('invitations.list', {});
  expect(invitations).toMatchObject([{ email: GRACE, state: 'accepted', mail: 'none' }]);
  const { entries } = await ask('audit.list', {
    text: '',
    from: null,
    to: null,
    before: null,
    limit: 9,
  });
  expect(entries).toMatchObject([
    { action: 'invitation.accepted', actor: { name: 'Grace Hopper' }, from: '127.0.0.1' },
    { action: 'person.invite', after: { email: GRACE, role: 'supervisor' } },
  ]);
});

test('the token is nowhere in the database, nor is the link told again', async () => {
  const { relay, desktop } = await ownersOffice();
  const command = { id: randomUUID(), name: 'person.invite', input: inviting(GRACE) };
  const first = JSON.stringify(await desktop.call('command', command));
  const token = /invitation\/([\w-]{43})/.exec(first)?.[1] ?? 'none';
  expect(token).toHaveLength(43);
  expect(await desktop.call('command', command)).toEqual({
    ok: true,
    value: { outcome: 'accepted' },
  });
  const kept = await asAdmin(
    relay.databaseUrl,
    `SELECT i::text, c::text, a::text FROM casement.invitations i, casement.commands c, casement.audit_log a`,
  );
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(token);
});

test('a link that is used, taken back, too old or nobody’s leads to one and the same page', async () => {
  const { relay, link, give } = await ownersOffice();
  const invited = async () => {
    const input = inviting(`${randomUUID()}@northwind.example`);
    return { input, ...(await link('person.invite', input)) };
  };
  const [used, revoked, old] = [await invited(), await invited(), await invited()];
  expect((await acceptAt(used.link, CHOSEN)).status).toBe(200);
  await give('invitation.revoke', { invitationId: revoked.input.invitationId });
  await asAdmin(relay.databaseUrl, 'UPDATE casement.invitations SET expires_at = 1 WHERE id = $1', [
    old.input.invitationId,
  ]);
  const foreign = used.link.replace(/[\w-]{43}$/, 'x'.repeat(43));
  const pages: string[] = [];
  for (const gone of [used.link, revoked.link, old.link, foreign, `${relay.url}/invitation/x`]) {
    const [looked, tried] = [await fetch(gone), await acceptAt(gone, CHOSEN)];
    expect([looked.status, tried.status]).toEqual([410, 410]);
    pages.push(await looked.text(), await tried.text());
  }
  expect(new Set(pages).size).toBe(1);
  for (const { input } of [revoked, old]) {
    expect((await postSignIn(relay.url, { email: input.email, password: CHOSEN })).status).toBe(
      401,
    );
  }
});

test('a password that is too short, or written differently, is asked for again', async () => {
  const { relay, link } = await ownersOffice();
  const told = await link('person.invite', inviting(GRACE));
  const short = await acceptAt(told.link, 'short');
  expect([short.status, await short.text()]).toEqual([400, expect.stringContaining('12 to 128')]);
  const other = await acceptAt(told.link, CHOSEN, `${CHOSEN}!`);
  expect([other.status, await other.text()]).toEqual([
    400,
    expect.stringContaining('not the same'),
  ]);
  expect((await postSignIn(relay.url, { email: GRACE, password: CHOSEN })).status).toBe(401);
});

test('of two who accept at once, one comes in', async () => {
  const { relay, link } = await ownersOffice();
  const told = await link('person.invite', inviting(GRACE));
  const answers = await Promise.all([acceptAt(told.link, CHOSEN), acceptAt(told.link, CHOSEN)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 410]));
  const people = await asAdmin(
    relay.databaseUrl,
    'SELECT id FROM casement.people WHERE email = $1',
    [GRACE],
  );
  expect(people).toHaveLength(1);
});

test('an invitation does not change the password of an account that is there', async () => {
  const { relay, link } = await ownersOffice();
  const ensured = await relay.auth.ensureUser({ email: GRACE, name: 'Grace', password: PASSWORD });
  const told = await link('person.invite', inviting(GRACE));
  const taken = await acceptAt(told.link, CHOSEN);
  expect([taken.status, await taken.text()]).toEqual([400, expect.stringContaining('Enter that')]);
  expect(await relay.auth.isPassword(ensured, CHOSEN)).toBe(false);
  expect((await acceptAt(told.link, PASSWORD)).status).toBe(200);
  const { welcome } = await connectDesktop(relay.url, await signIn(relay.url, GRACE));
  expect(welcome.person.email).toBe(GRACE);
});

test('who works for another company keeps their account to themselves', async () => {
  const { relay, link, give, tenantId } = await ownersOffice();
  const { owner } = await addOtherTenant(relay);
  const told = await link('person.invite', inviting(owner.email));
  const page = await acceptAt(told.link, PASSWORD);
  expect([page.status, await page.text()]).toEqual([
    400,
    expect.stringContaining('another company'),
  ]);
  // However such a person came to be in both: neither company sets how they sign in.
  const shared = await addSignedIn(relay, tenantId, 'agent');
  await asAdmin(
    relay.databaseUrl,
    `UPDATE casement.people SET user_id = (SELECT user_id FROM casement.people WHERE email = $1) WHERE id = $2`,
    [owner.email, shared.personId],
  );
  const { personId } = shared;
  expect(await give('person.resetLink', { invitationId: randomUUID(), personId })).toBe(
    'works_elsewhere',
  );
  expect(await give('person.resetSecondStep', { personId })).toBe('works_elsewhere');
});

test('a link that an admin made sets a new password, once, and signs out everywhere', async () => {
  const { relay, link, tenantId } = await ownersOffice();
  const { personId, email, token } = await addSignedIn(relay, tenantId, 'agent');
  const told = await link('person.resetLink', { invitationId: randomUUID(), personId });
  expect((await acceptAt(told.link, CHOSEN)).status).toBe(200);
  expect((await acceptAt(told.link, `${CHOSEN}!`)).status).toBe(410);
  expect((await postSignIn(relay.url, { email, password: PASSWORD })).status).toBe(401);
  await expect(connectDesktop(relay.url, token)).rejects.toThrow('not_signed_in');
  const { welcome } = await connectDesktop(relay.url, await signIn(relay.url, email, CHOSEN));
  expect(welcome.person.id).toBe(personId);
});

test('whoever tries many links is told to wait', async () => {
  const { relay } = await ownersOffice();
  const statuses: number[] = [];
  for (let i = 0; i < 61; i += 1) {
    statuses.push((await fetch(`${relay.url}/invitation/${'y'.repeat(43)}`)).status);
  }
  expect(new Set(statuses.slice(0, 60))).toEqual(new Set([410]));
  expect(statuses.at(-1)).toBe(429);
});
