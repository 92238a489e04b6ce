import { sql } from 'kysely';
import { z } from 'zod';
import { type PersonId, personId, type TenantId, tenantId } from '../../../shared/contract/ids.ts';
import type { Store } from '../../db/tenant-transaction.ts';

/** For whom something is done: a person of a tenant. */
export interface Identity {
  readonly tenantId: TenantId;
  readonly personId: PersonId;
}

/** A person, and what their tenant asks of everybody. */
export interface Member extends Identity {
  /** Whoever runs the relay lets nobody of the tenant in at the moment. */
  readonly suspended: boolean;
  readonly requireSecondStep: boolean;
}

const rows = z.array(
  z.object({
    tenant_id: tenantId,
    person_id: personId,
    suspended: z.boolean(),
    require_second_step: z.boolean(),
  }),
);

/**
 * The active person that a user of sign-in is, and what holds for their tenant.
 *
 * @returns null where the user belongs to no tenant, or has been deactivated
 */
export async function findMember(
  store: Pick<Store, 'outside'>,
  userId: string,
): Promise<Member | null> {
  const found = await sql`SELECT * FROM casement.find_member(${userId})`.execute(store.outside);
  const [row] = rows.parse(found.rows);
  if (row === undefined) return null;
  return {
    tenantId: row.tenant_id,
    personId: row.person_id,
    suspended: row.suspended,
    requireSecondStep: row.require_second_step,
  };
}

/**
 * Whom a live session lets in.
 *
 * @returns null where it is nobody, their tenant is suspended, or asks for a second step that they
 *   have not
 */
export async function findPerson(
  store: Pick<Store, 'outside'>,
  { userId, hasSecondStep }: { readonly userId: string; readonly hasSecondStep: boolean },
): Promise<Identity | null> {
  const member = await findMember(store, userId);
  if (member === null || member.suspended) return null;
  if (member.requireSecondStep && !hasSecondStep) return null;
  return { tenantId: member.tenantId, personId: member.personId };
}

const elsewhere = z.tuple([z.object({ found: z.boolean() })]);

/** Whether a user of sign-in works in another tenant too: its people have a say in how they sign in. */
export async function worksElsewhere(
  db: Pick<Store, 'outside'>['outside'],
  userId: string,
  here: TenantId,
): Promise<boolean> {
  const { rows: found } = await sql`
    SELECT casement.works_elsewhere(${userId}, ${here}) AS found`.execute(db);
  return elsewhere.parse(found)[0].found;
}
