import { RefusedError } from '../../../shared/contract/errors.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
import type { Invitation, PEOPLE_READS } from '../../../shared/contract/reads/people.ts';
import type { Auth } from '../../auth/auth.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ReadHandlers } from '../reads/handler.ts';
import { readRules } from '../tenants/rules.ts';

const SHOWN_MS = 30 * 24 * 3600_000;

/** Who works in the tenant and how they sign in, as far as it is not on every desktop. */
export function peopleReads(
  auth: Pick<Auth, 'sessionsOf' | 'wipedSessionsOf' | 'secondStep'>,
): ReadHandlers<keyof typeof PEOPLE_READS> {
  return {
    'invitations.list': async ({ tx, now }) => {
      const rows = await tx.sql
        .selectFrom('invitations')
        .selectAll()
        .where('tenant_id', '=', tx.tenantId)
        .where('created_at', '>', now - SHOWN_MS)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute();
      return {
        invitations: rows.map((row) => ({
          id: row.id,
          kind: row.kind,
          email: row.email,
          name: row.name,
          role: row.role,
          invitedBy: row.invited_by,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
          state: stateOf(row, now),
          mail: row.mail,
        })),
      };
    },
    'sessions.list': async ({ tx, person, sessionId }, { everybody }) => {
      const isAdmin = person.role === 'owner' || person.role === 'admin';
      if (everybody && !isAdmin) throw new RefusedError('not_allowed');
      const users = await usersOf(tx, everybody ? null : person.id);
      const sessions = await auth.sessionsOf([...users.keys()]);
      const wiped = await auth.wipedSessionsOf([...users.keys()]);
      return {
        sessions: sessions.flatMap(({ userId, ...session }) => {
          const personId = users.get(userId);
          if (personId === undefined) return [];
          return [{ ...session, personId, current: session.id === sessionId }];
        }),
        wiped: wiped.flatMap(({ userId, ...session }) => {
          const personId = users.get(userId);
          return personId === undefined ? [] : [{ ...session, personId }];
        }),
      };
    },
    'people.access': async ({ tx }) => {
      const users = await usersOf(tx, null);
      const ids = [...users.keys()];
      const [withStep, sessions] = [await auth.secondStep.among(ids), await auth.sessionsOf(ids)];
      const { requireSecondStep } = await readRules(tx);
      return {
        requireSecondStep,
        people: [...users].map(([userId, personId]) => {
          const used = sessions.filter((session) => session.userId === userId);
          return {
            personId,
            hasSecondStep: withStep.has(userId),
            lastUsedAt: used.length === 0 ? null : Math.max(...used.map((one) => one.lastUsedAt)),
          };
        }),
      };
    },
    'secondStep.state': async ({ tx, person }) => {
      const users = await usersOf(tx, person.id);
      const withStep = await auth.secondStep.among([...users.keys()]);
      const { requireSecondStep } = await readRules(tx);
      return { on: withStep.size > 0, required: requireSecondStep };
    },
  };
}

type Row = {
  readonly accepted_at: number | null;
  readonly revoked_at: number | null;
  readonly expires_at: number;
};

function stateOf(row: Row, now: number): Invitation['state'] {
  if (row.accepted_at !== null) return 'accepted';
  if (row.revoked_at !== null) return 'revoked';
  return row.expires_at > now ? 'open' : 'expired';
}

/** The people by their users of sign-in; null: everybody. */
async function usersOf({ sql, tenantId }: TenantTransaction, only: PersonId | null) {
  const everybody = sql
    .selectFrom('people')
    .select(['id', 'user_id'])
    .where('tenant_id', '=', tenantId);
  const rows = await (only === null ? everybody : everybody.where('id', '=', only)).execute();
  return new Map(rows.map(({ id, user_id: userId }) => [userId, id]));
}
