import { v7 } from 'uuid';
import { z } from 'zod';
import { sql as raw } from 'kysely';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { invitationId, type PersonId, personId, tenantId } from '../../../shared/contract/ids.ts';
import type { Invitation } from '../../../shared/contract/reads/people.ts';
import type { Auth } from '../../auth/auth.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { readRules } from '../tenants/rules.ts';
import { worksElsewhere } from './find-person.ts';
import { hashInvitation } from './invitations.ts';

/** The shortest password that somebody may choose, as better-auth is set too; and the longest. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** An invitation that is open, as its page shows it. */
export interface OpenInvitation extends Pick<Invitation, 'kind' | 'email' | 'name'> {
  readonly tenantName: string;
}

type Needed = Pick<Parts, 'store' | 'clock'>;
type NeededAuth = Pick<
  Auth,
  'findUser' | 'isPassword' | 'ensureUser' | 'setPassword' | 'endSessions'
>;

const found = z.array(z.object({ tenant_id: tenantId, id: invitationId }));

/** @returns undefined for a token that is nobody's */
async function placeOf(store: Needed['store'], token: string) {
  const { rows } = await raw`
    SELECT * FROM casement.find_invitation(${hashInvitation(token)})`.execute(store.outside);
  return found.parse(rows)[0];
}

async function loadOpen({ sql, tenantId: tenant }: TenantTransaction, id: string, now: number) {
  return sql
    .selectFrom('invitations')
    .innerJoin('tenants', 'tenants.id', 'invitations.tenant_id')
    .select([
      'invitations.kind',
      'invitations.email',
      'invitations.name',
      'invitations.role',
      'invitations.person_id',
      'tenants.name as tenantName',
    ])
    .where('invitations.tenant_id', '=', tenant)
    .where('invitations.id', '=', invitationId.parse(id))
    .where('invitations.accepted_at', 'is', null)
    .where('invitations.revoked_at', 'is', null)
    .where('invitations.expires_at', '>', now)
    .executeTakeFirst();
}

/** The invitation with this token; null where there is none, or it is not open any more. */
export async function lookAtInvitation(
  { store, clock }: Needed,
  token: string,
): Promise<OpenInvitation | null> {
  const place = await placeOf(store, token);
  if (place === undefined) return null;
  return store.inTenant(place.tenant_id, async (tx) => {
    const { suspendedAt } = await readRules(tx);
    if (suspendedAt !== null) return null;
    const open = await loadOpen(tx, place.id, clock.now());
    if (open === undefined) return null;
    const { kind, email, name, tenantName } = open;
    return { kind, email, name, tenantName };
  });
}

/**
 * Accepts an invitation, or sets the new password of somebody who works here already. An account
 * that is there keeps its password: whoever joins with it must know it.
 *
 * @param from the network address that it is accepted from
 * @throws {RefusedError} `invitation_not_found`; `wrong_credentials` where there is an account with
 *   another password; `works_elsewhere`
 */
export async function acceptInvitation(
  { store, clock }: Needed,
  auth: NeededAuth,
  {
    token,
    password,
    from,
  }: { readonly token: string; readonly password: string; readonly from: string },
): Promise<OpenInvitation> {
  const open = await lookAtInvitation({ store, clock }, token);
  const place = await placeOf(store, token);
  if (open === null || place === undefined) throw new RefusedError('invitation_not_found');
  const { email, name } = open;
  await store.inTenant(place.tenant_id, async (tx) => {
    const now = clock.now();
    // First of all: whoever comes at the same time waits here, and makes no second account.
    const invitation = await claim(tx, place.id, now);
    const userId = open.kind === 'invite' ? await userFor(auth, { email, name, password }) : null;
    if (userId !== null && (await worksElsewhere(tx.sql, userId, place.tenant_id))) {
      throw new RefusedError('works_elsewhere');
    }
    const id =
      userId === null
        ? await renew(tx, auth, invitation.person_id, password)
        : await join(tx, userId, invitation);
    if (userId !== null) {
      await tx.sql
        .updateTable('invitations')
        .set({ person_id: id })
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', place.id)
        .execute();
    }
    await writeAudit(tx, {
      at: now,
      actor: { kind: 'person', id, name },
      from,
      action: userId === null ? 'password.reset' : 'invitation.accepted',
      subject: { kind: 'person', id, label: name },
      before: null,
      after: userId === null ? null : { email, role: invitation.role },
    });
  });
  return open;
}

/** The user of sign-in with this address: made, or found by the right password. */
async function userFor(
  auth: NeededAuth,
  user: { readonly email: string; readonly name: string; readonly password: string },
): Promise<string> {
  const known = await auth.findUser(user.email);
  if (known === null || !known.canSignIn) return auth.ensureUser(user);
  if (await auth.isPassword(known.id, user.password)) return known.id;
  throw new RefusedError('wrong_credentials');
}

/** Uses an invitation up: of two at a time, one finds it open. */
async function claim(
  { sql, tenantId: tenant }: TenantTransaction,
  id: z.infer<typeof invitationId>,
  now: number,
) {
  const claimed = await sql
    .updateTable('invitations')
    .set({ accepted_at: now })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['name', 'email', 'role', 'person_id'])
    .executeTakeFirst();
  if (claimed === undefined) throw new RefusedError('invitation_not_found');
  return claimed;
}

async function join(
  tx: TenantTransaction,
  userId: string,
  { name, email, role }: Pick<Invitation, 'name' | 'email' | 'role'>,
): Promise<PersonId> {
  const id = personId.parse(v7());
  const { numInsertedOrUpdatedRows: added } = await tx.sql
    .insertInto('people')
    .values({ tenant_id: tx.tenantId, id, user_id: userId, name, email, role })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doNothing())
    .executeTakeFirst();
  // They are here already, by another invitation.
  if (added !== 1n) throw new RefusedError('invitation_not_found');
  tx.changed('person', id);
  return id;
}

async function renew(
  tx: TenantTransaction,
  auth: NeededAuth,
  id: PersonId | null,
  password: string,
): Promise<PersonId> {
  const person = await tx.sql
    .selectFrom('people')
    .select(['id', 'user_id'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', personId.parse(id))
    .where('active', '=', true)
    .executeTakeFirst();
  if (person === undefined) throw new RefusedError('invitation_not_found');
  if (await worksElsewhere(tx.sql, person.user_id, tx.tenantId)) {
    throw new RefusedError('works_elsewhere');
  }
  await auth.setPassword(person.user_id, password);
  await auth.endSessions(person.user_id);
  return person.id;
}
