import { sql } from 'kysely';
import type { MessageId, TeamId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Terms } from './tariffs.ts';

/**
 * The team that each message counts for: of the person who wrote it, else of whoever looks after the
 * conversation. A tenant without teams is not asked.
 */
export async function teamsOf(
  { sql: db, tenantId }: TenantTransaction,
  { hasTeams }: Pick<Terms, 'hasTeams'>,
  messages: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, TeamId>> {
  if (!hasTeams || messages.length === 0) return new Map();
  const { rows } = await sql<{ id: MessageId; team: TeamId | null }>`
    SELECT g.id, team_of_message(${tenantId}::uuid, g.id) AS team
    FROM unnest(${messages}::uuid[]) AS g(id)`.execute(db);
  return new Map(rows.flatMap(({ id, team }) => (team === null ? [] : [[id, team] as const])));
}
