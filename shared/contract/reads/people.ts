import { z } from 'zod';
import { sessionId } from '../commands/people.ts';
import { invitationId, personId } from '../ids.ts';
import { instant, role } from '../records.ts';

/** An invitation, or a link for a new password. The link itself is told once, when it is made. */
const invitation = z.object({
  id: invitationId,
  kind: z.enum(['invite', 'reset']),
  email: z.string(),
  name: z.string(),
  role,
  invitedBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
  /** What became of the mail; `none`: the relay sends no mail. */
  mail: z.enum(['none', 'on_its_way', 'sent', 'failed']),
});
export type Invitation = z.infer<typeof invitation>;

/** A desktop on which somebody is signed in. */
const signedInSession = z.object({
  id: sessionId,
  personId,
  /** What the desktop said of itself; null: nothing. */
  device: z.string().nullable(),
  /** The network address it was signed in from. */
  address: z.string().nullable(),
  createdAt: instant,
  lastUsedAt: instant,
  /** Whether it is the one that asks. */
  current: z.boolean(),
});

/** A session that was ended with the wish that its desktop removes what it holds. */
const wipedSession = z.object({
  personId,
  device: z.string().nullable(),
  at: instant,
  /** When the desktop came and was told; null: not yet. */
  toldAt: instant.nullable(),
});

/** How a person signs in. */
const personAccess = z.object({
  personId,
  hasSecondStep: z.boolean(),
  /** When a desktop of theirs was last there; null: they are signed in nowhere. */
  lastUsedAt: instant.nullable(),
});

export const PEOPLE_READS = {
  /** Invitations and links of the last 30 days, the newest first. */
  'invitations.list': {
    input: z.strictObject({}),
    value: z.object({ invitations: z.array(invitation) }),
  },
  /** One's own sessions, or everybody's, which admins may ask for. */
  'sessions.list': {
    input: z.strictObject({ everybody: z.boolean() }),
    value: z.object({ sessions: z.array(signedInSession), wiped: z.array(wipedSession) }),
  },
  'people.access': {
    input: z.strictObject({}),
    value: z.object({ requireSecondStep: z.boolean(), people: z.array(personAccess) }),
  },
  /** Of whoever asks. */
  'secondStep.state': {
    input: z.strictObject({}),
    value: z.object({ on: z.boolean(), required: z.boolean() }),
  },
} as const;
