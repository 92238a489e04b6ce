import { DatabaseError } from 'pg';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { lockInvolved } from '../people/people-store.ts';

const UNIQUE_VIOLATION = '23505';

/** What admins do with teams. */
export const teamCommands: CommandHandlers<'team.save' | 'person.setTeam'> = {
  'team.save': async ({ tx, audit }, { teamId, name, archived }) => {
    const { sql, tenantId } = tx;
    const before = await sql
      .selectFrom('teams')
      .select(['name', 'archived'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', teamId)
      .forUpdate()
      .executeTakeFirst();
    const after = { name, archived };
    try {
      await sql
        .insertInto('teams')
        .values({ tenant_id: tenantId, id: teamId, ...after })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(after))
        .execute();
    } catch (error) {
      const isTaken = error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;
      throw isTaken ? new RefusedError('name_taken', name) : error;
    }
    tx.changed('team', teamId);
    await audit({
      subject: { kind: 'team', id: teamId, label: name },
      before: before ?? null,
      after,
    });
  },

  'person.setTeam': async ({ tx, person, audit }, { personId, teamId }) => {
    const { sql, tenantId } = tx;
    const { target } = await lockInvolved(tx, person.id, personId);
    const named = await sql
      .selectFrom('teams')
      .select(['id', 'name'])
      .where('tenant_id', '=', tenantId)
      .where(
        'id',
        'in',
        [teamId, target.teamId].filter((id) => id !== null),
      )
      .execute();
    const nameOf = (id: typeof teamId) => named.find((one) => one.id === id)?.name ?? null;
    if (teamId !== null && nameOf(teamId) === null) throw new RefusedError('team_not_found');
    await sql
      .updateTable('people')
      .set({ team_id: teamId })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', personId)
      .execute();
    tx.changed('person', personId);
    await audit({
      subject: { kind: 'person', id: personId, label: target.name },
      before: { team: nameOf(target.teamId) },
      after: { team: nameOf(teamId) },
    });
  },
};
