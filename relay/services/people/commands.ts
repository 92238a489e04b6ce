import type { PEOPLE_COMMANDS } from '../../../shared/contract/commands/people.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
import type { Role } from '../../../shared/contract/records.ts';
import { mayGrant, mayManage, problemOfChange } from '../../../shared/domain/people/rules.ts';
import type { Auth } from '../../auth/auth.ts';
import type { Parts } from '../../parts.ts';
import type { CommandContext, CommandHandlers } from '../commands/handler.ts';
import type { SendMail } from '../mail/mailer.ts';
import type { teamCommands } from '../teams/commands.ts';
import { setRules } from '../tenants/rules.ts';
import { worksElsewhere } from './find-person.ts';
import { addInvitation, mailOf, type NewInvitation, sendInvitation } from './invitations.ts';
import { lockInvolved, type PersonRow, selfOrManaged } from './people-store.ts';

type PeopleCommand = Exclude<keyof typeof PEOPLE_COMMANDS, keyof typeof teamCommands>;

interface PeopleParts {
  readonly parts: Pick<Parts, 'store' | 'log' | 'publicUrl'>;
  readonly auth: Pick<Auth, 'endSessions' | 'endSession' | 'ownerOf' | 'secondStep'>;
  /** Null: no mail server is set. */
  readonly sendMail: SendMail | null;
}

/* What sign-in keeps is changed last, and before the commit: a refusal leaves it as it was, and
 * what is done twice after a deadlock comes to the same. */

/** What people do with each other's access. */
export function peopleCommands({
  parts,
  auth,
  sendMail,
}: PeopleParts): CommandHandlers<PeopleCommand> {
  const tellLink = async (
    context: CommandContext,
    given: Omit<NewInvitation, 'invitedBy' | 'now'>,
  ): Promise<{ readonly link: string; readonly mailed: boolean }> => {
    const { tx, person, now } = context;
    const invitation: NewInvitation = { ...given, invitedBy: person.name, now };
    const link = await addInvitation(tx, parts.publicUrl, sendMail !== null, invitation);
    if (sendMail !== null) {
      const { name } = await tx.sql
        .selectFrom('tenants')
        .select('name')
        .where('id', '=', tx.tenantId)
        .executeTakeFirstOrThrow();
      const mail = mailOf(invitation, name, link);
      context.afterCommit(() => {
        void sendInvitation(parts, sendMail, tx.tenantId, invitation.id, mail);
      });
    }
    return { link, mailed: sendMail !== null };
  };

  return {
    'person.invite': async (context, { invitationId: id, email, name, role }) => {
      const { tx, person, audit } = context;
      if (!mayGrant(person.role, role)) throw new RefusedError('not_allowed');
      const known = await tx.sql
        .selectFrom('people')
        .select('id')
        .where('tenant_id', '=', tx.tenantId)
        .where((where) => where(where.fn('lower', ['email']), '=', email))
        .executeTakeFirst();
      if (known !== undefined) throw new RefusedError('already_member');
      const told = await tellLink(context, {
        id,
        kind: 'invite',
        email,
        name,
        role,
        personId: null,
      });
      await audit({
        subject: { kind: 'invitation', id, label: email },
        before: null,
        after: { name, email, role },
      });
      return told;
    },
    'invitation.revoke': async ({ tx, person, now, audit }, { invitationId }) => {
      const found = await tx.sql
        .selectFrom('invitations')
        .select(['email', 'role', 'expires_at', 'accepted_at', 'revoked_at'])
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', invitationId)
        .forUpdate()
        .executeTakeFirst();
      const isOpen =
        found?.accepted_at === null && found.revoked_at === null && found.expires_at > now;
      if (found === undefined || !isOpen) throw new RefusedError('invitation_not_found');
      if (!mayManage(person.role, found.role)) throw new RefusedError('not_allowed');
      await tx.sql
        .updateTable('invitations')
        .set({ revoked_at: now })
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', invitationId)
        .execute();
      await audit({
        subject: { kind: 'invitation', id: invitationId, label: found.email },
        before: { open: true },
        after: { open: false },
      });
    },
    'person.changeRole': async (context, { personId, role }) => {
      await change(context, personId, { role });
    },
    'person.activate': async (context, { personId }) => {
      await change(context, personId, { active: true });
    },
    'person.deactivate': async (context, { personId }) => {
      const { tx, now } = context;
      const { userId } = await change(context, personId, { active: false });
      await tx.sql
        .updateTable('invitations')
        .set({ revoked_at: now })
        .where('tenant_id', '=', tx.tenantId)
        .where('person_id', '=', personId)
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .execute();
      await auth.endSessions(userId);
    },
    'person.resetLink': async (context, { invitationId: id, personId }) => {
      const target = await selfOrManaged(context, personId);
      if (!target.active) throw new RefusedError('person_not_found');
      await mustBeOurs(context, target);
      const { email, name, role } = target;
      const told = await tellLink(context, { id, kind: 'reset', email, name, role, personId });
      await context.audit({
        subject: { kind: 'person', id: personId, label: name },
        before: null,
        after: null,
      });
      return told;
    },
    'person.resetSecondStep': async (context, { personId }) => {
      const target = await selfOrManaged(context, personId);
      await mustBeOurs(context, target);
      await context.audit({
        subject: { kind: 'person', id: personId, label: target.name },
        before: null,
        after: { secondStep: false },
      });
      await auth.secondStep.reset(target.userId);
    },
    'person.signOutEverywhere': async (context, { personId, wipe }) => {
      const { userId, name } = await selfOrManaged(context, personId);
      await context.audit({
        subject: { kind: 'person', id: personId, label: name },
        before: null,
        after: { wipe },
      });
      await auth.endSessions(userId, wipe);
    },
    'session.revoke': async (context, { sessionId, wipe }) => {
      const { tx, audit } = context;
      const userId = await auth.ownerOf(sessionId);
      const owner = await tx.sql
        .selectFrom('people')
        .select('id')
        .where('tenant_id', '=', tx.tenantId)
        .where('user_id', '=', userId ?? '')
        .executeTakeFirst();
      if (owner === undefined) throw new RefusedError('session_not_found');
      const { name } = await selfOrManaged(context, owner.id);
      await audit({
        subject: { kind: 'person', id: owner.id, label: name },
        before: { session: sessionId },
        after: { wipe },
      });
      await auth.endSession(sessionId, wipe);
    },
    'tenant.requireSecondStep': async ({ tx, audit }, { required }) => {
      const { before } = await setRules(tx, { requireSecondStep: required });
      const tenant = await tx.sql
        .selectFrom('tenants')
        .select('name')
        .where('id', '=', tx.tenantId)
        .executeTakeFirstOrThrow();
      await audit({
        subject: { kind: 'tenant', id: tx.tenantId, label: tenant.name },
        before: { requireSecondStep: before.requireSecondStep },
        after: { requireSecondStep: required },
      });
    },
  };
}

/** Changes role or access, by the rules. @throws {RefusedError} */
async function change(
  { tx, person, audit }: CommandContext,
  id: PersonId,
  wanted: { readonly role: Role } | { readonly active: boolean },
): Promise<PersonRow> {
  const { target, actorRole, activeOwners } = await lockInvolved(tx, person.id, id);
  const before = { role: target.role, active: target.active };
  const after = { ...before, ...wanted };
  const problem = problemOfChange(actorRole, before, after, activeOwners);
  if (problem !== null) throw new RefusedError(problem);
  await tx.sql
    .updateTable('people')
    .set(wanted)
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .execute();
  tx.changed('person', id);
  await audit({ subject: { kind: 'person', id, label: target.name }, before, after });
  return target;
}

/** @throws {RefusedError} `works_elsewhere`: what lets them in here lets them in there too */
async function mustBeOurs({ tx }: CommandContext, { userId }: PersonRow): Promise<void> {
  if (await worksElsewhere(tx.sql, userId, tx.tenantId)) throw new RefusedError('works_elsewhere');
}
