import { sql as raw } from 'kysely';
import { z } from 'zod';
import type { DuplicateGroup } from '../../../shared/contract/contact-import.ts';
import { contactId } from '../../../shared/contract/ids.ts';
import { withoutTrunkPrefix } from '../../../shared/domain/contact/phone.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ReadHandler } from '../reads/handler.ts';

/** Members of a group that are told; a number that hundreds share is nobody's duplicate. */
const MOST_MEMBERS = 20;

const idGroups = z.array(z.object({ ids: z.array(contactId) }));
const numberGroups = z.array(z.object({ ids: z.array(contactId), numbers: z.array(z.string()) }));

/** Every number of every contact, once. */
function numbersOf(tenantId: TenantTransaction['tenantId']) {
  return raw`
    SELECT phone AS number, id FROM contacts WHERE tenant_id = ${tenantId} AND phone IS NOT NULL
    UNION
    SELECT address, contact_id FROM contact_addresses
    WHERE tenant_id = ${tenantId} AND address LIKE '+%'`;
}

/**
 * Contacts that may be one, the surest reason first; each pass groups once over the contacts.
 */
export const findDuplicates: ReadHandler<'contacts.duplicates'> = async ({ tx }, { limit }) => {
  const { sql, tenantId } = tx;
  const same = await raw`
    SELECT array_agg(id ORDER BY id) AS ids FROM (${numbersOf(tenantId)}) AS n
    GROUP BY number HAVING count(*) BETWEEN 2 AND ${MOST_MEMBERS} ORDER BY number LIMIT ${limit}`.execute(
    sql,
  );
  // The last eight digits bring together what may be one number; what it is, the library says.
  const alike = await raw`
    SELECT array_agg(id ORDER BY number, id) AS ids, array_agg(number ORDER BY number, id) AS numbers
    FROM (${numbersOf(tenantId)}) AS n
    GROUP BY right(number, 8) HAVING count(DISTINCT number) > 1 AND count(*) <= 10 * ${MOST_MEMBERS}
    ORDER BY min(number) LIMIT ${20 * limit}`.execute(sql);
  const named = await raw`
    SELECT array_agg(id ORDER BY id) AS ids FROM (
      SELECT id, lower(regexp_replace(name, '[^[:alnum:]]+', '', 'g')) AS called,
        lower(regexp_replace(coalesce(company, ''), '[^[:alnum:]]+', '', 'g')) AS at
      FROM contacts WHERE tenant_id = ${tenantId}) AS c
    WHERE called <> '' AND at <> '' GROUP BY called, at
    HAVING count(*) BETWEEN 2 AND ${MOST_MEMBERS} ORDER BY called, at LIMIT ${limit}`.execute(sql);
  const groups: DuplicateGroup[] = [
    ...idGroups
      .parse(same.rows)
      .map(({ ids }) => ({ why: 'same_number' as const, contactIds: ids })),
    ...numberGroups.parse(alike.rows).flatMap(otherwiseWritten),
    ...idGroups
      .parse(named.rows)
      .map(({ ids }) => ({ why: 'same_name_and_company' as const, contactIds: ids })),
  ];
  return { groups: withoutRepetition(groups).slice(0, limit) };
};

/** Of contacts whose numbers end alike, those that have one number but for the zero before it. */
function otherwiseWritten({
  ids,
  numbers,
}: z.infer<typeof numberGroups>[number]): readonly DuplicateGroup[] {
  const members = ids.map((id, place) => ({ id, number: numbers[place] ?? '' }));
  return [...Map.groupBy(members, ({ number }) => withoutTrunkPrefix(number)).values()]
    .filter((group) => new Set(group.map(({ number }) => number)).size > 1)
    .map((group) => Array.from(new Set(group.map(({ id }) => id))))
    .filter((group) => group.length > 1 && group.length <= MOST_MEMBERS)
    .map((contactIds) => ({ why: 'number_written_otherwise', contactIds }));
}

/** The same contacts are told once, for the surest reason. */
function withoutRepetition(groups: readonly DuplicateGroup[]): readonly DuplicateGroup[] {
  const byMembers = new Map<string, DuplicateGroup>();
  for (const group of groups) {
    const key = group.contactIds.toSorted().join(' ');
    if (!byMembers.has(key)) byMembers.set(key, group);
  }
  return [...byMembers.values()];
}
