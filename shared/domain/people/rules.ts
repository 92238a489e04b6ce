import type { Role } from '../../contract/records.ts';

/* Who may do what to whom, beside the matrix of roles. An owner may do everything; nobody but an
 * owner touches an owner or makes one; and there is always an owner who is active. */

/** Somebody who works in the tenant. */
interface Member {
  readonly role: Role;
  readonly active: boolean;
}

/** Why something may not be done to a person. */
type PeopleProblem = 'not_allowed' | 'last_owner';

/** Whether someone of this role may invite somebody as this, or make somebody this. */
export function mayGrant(actor: Role, granted: Role): boolean {
  return actor === 'owner' || (actor === 'admin' && granted !== 'owner');
}

/** Whether someone of this role may change a person of that role, or how they sign in. */
export function mayManage(actor: Role, target: Role): boolean {
  return actor === 'owner' || (actor === 'admin' && target !== 'owner');
}

/**
 * Whether a person may be made to be `after`.
 *
 * @param activeOwners how many active owners the tenant has, this person included
 * @returns null: yes
 */
export function problemOfChange(
  actor: Role,
  before: Member,
  after: Member,
  activeOwners: number,
): PeopleProblem | null {
  if (!mayManage(actor, before.role) || !mayGrant(actor, after.role)) return 'not_allowed';
  const isOwner = ({ role, active }: Member): boolean => role === 'owner' && active;
  return isOwner(before) && !isOwner(after) && activeOwners <= 1 ? 'last_owner' : null;
}
