import { z } from 'zod';
import { invitationId, personId, teamId } from '../ids.ts';
import { role } from '../records.ts';

/** Of better-auth, which makes it. */
export const sessionId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/);

/** Who works in the tenant, how they sign in, and where they are signed in. */
export const PEOPLE_COMMANDS = {
  /** Somebody new, or one who is known by this address already and joins. Valid for seven days, once. */
  'person.invite': z.strictObject({
    invitationId,
    email: z.email().trim().max(254).toLowerCase(),
    name: z.string().trim().min(1).max(100),
    role,
  }),
  'invitation.revoke': z.strictObject({ invitationId }),
  'person.changeRole': z.strictObject({ personId, role }),
  /** Makes the team, or changes it. */
  'team.save': z.strictObject({
    teamId,
    name: z.string().trim().min(1).max(60),
    archived: z.boolean(),
  }),
  /** Puts somebody into a team; null: into none. */
  'person.setTeam': z.strictObject({ personId, teamId: teamId.nullable() }),
  /** No access any more, signed out everywhere; what they wrote stays. */
  'person.deactivate': z.strictObject({ personId }),
  'person.activate': z.strictObject({ personId }),
  /** A link under which the person sets a new password; valid like an invitation. */
  'person.resetLink': z.strictObject({ invitationId, personId }),
  /** The second step of signing in is off until the person sets it up again. */
  'person.resetSecondStep': z.strictObject({ personId }),
  /** Ends every session. `wipe`: each desktop also removes what it holds, at its next contact. */
  'person.signOutEverywhere': z.strictObject({ personId, wipe: z.boolean() }),
  /** Ends one session: one's own, or, for an admin, anybody's. `wipe` as above. */
  'session.revoke': z.strictObject({ sessionId, wipe: z.boolean() }),
  /** Whether everybody in the tenant signs in with a second step. */
  'tenant.requireSecondStep': z.strictObject({ required: z.boolean() }),
} as const;

/** A link that is told once, and whether a mail with it is on its way. */
const invited = z.object({ link: z.url(), mailed: z.boolean() });

export const PEOPLE_RESULTS = {
  'person.invite': invited,
  'person.resetLink': invited,
} as const;
