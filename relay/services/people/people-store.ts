import { RefusedError } from '../../../shared/contract/errors.ts';
import type { PersonId, TeamId } from '../../../shared/contract/ids.ts';
import type { Role } from '../../../shared/contract/records.ts';
import { mayManage } from '../../../shared/domain/people/rules.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandContext } from '../commands/handler.ts';

/** A person as their row has it. */
export interface PersonRow {
  readonly id: PersonId;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly active: boolean;
  readonly teamId: TeamId | null;
}

/** The owners, whoever acts and whom it is about, as they are now and until the end of the transaction. */
interface Involved {
  readonly target: PersonRow;
  /** As of now: it may have changed since the command began. */
  readonly actorRole: Role;
  readonly activeOwners: number;
}

/**
 * Locks everybody on whom a change of this person depends, always in the same order.
 *
 * @throws {RefusedError} `person_not_found`, or `not_allowed` where the actor is not active any more
 */
export async function lockInvolved(
  { sql, tenantId }: TenantTransaction,
  actor: PersonId,
  target: PersonId,
): Promise<Involved> {
  const rows = await sql
    .selectFrom('people')
    .select(['id', 'user_id', 'name', 'email', 'role', 'active', 'team_id'])
    .where('tenant_id', '=', tenantId)
    .where((where) => where.or([where('role', '=', 'owner'), where('id', 'in', [actor, target])]))
    .orderBy('id')
    .forUpdate()
    .execute();
  const found = rows.find(({ id }) => id === target);
  const acting = rows.find(({ id }) => id === actor);
  if (acting?.active !== true) throw new RefusedError('not_allowed');
  if (found === undefined) throw new RefusedError('person_not_found');
  const { user_id: userId, team_id: teamId, ...rest } = found;
  return {
    target: { ...rest, userId, teamId },
    actorRole: acting.role,
    activeOwners: rows.filter(({ role, active }) => role === 'owner' && active).length,
  };
}

/**
 * Somebody whom the acting person may manage, or who they are themselves.
 *
 * @throws {RefusedError} `person_not_found` or `not_allowed`
 */
export async function selfOrManaged(
  { tx, person }: Pick<CommandContext, 'tx' | 'person'>,
  id: PersonId,
): Promise<PersonRow> {
  const { target, actorRole } = await lockInvolved(tx, person.id, id);
  if (id !== person.id && !mayManage(actorRole, target.role)) throw new RefusedError('not_allowed');
  return target;
}
