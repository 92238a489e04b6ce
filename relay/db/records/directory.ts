import type {
  ContactFieldId,
  PersonId,
  SenderId,
  TagId,
  TeamId,
  TemplateId,
} from '../../../shared/contract/ids.ts';
import { variableNames } from '../../../shared/domain/template/content-parts.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The tenant itself, if it is among these ids. */
export async function loadTenants(
  { sql, tenantId }: TenantTransaction,
  ids: readonly string[],
): Promise<NumberedRecords<'tenant'>> {
  const rows = await sql
    .selectFrom('tenants')
    .select(['id', 'name', 'time_zone', 'change_no'])
    .where('id', '=', tenantId)
    .execute();
  return rows
    .filter(({ id }) => ids.includes(id))
    .map(({ id, name, time_zone, change_no }) => ({
      number: change_no,
      record: { id, name, timeZone: time_zone },
    }));
}

/** The people with these ids; null: all of the tenant. */
export async function loadPeople(
  { sql, tenantId }: TenantTransaction,
  ids: readonly PersonId[] | null,
): Promise<NumberedRecords<'person'>> {
  const rows = await sql
    .selectFrom('people')
    .select(['id', 'name', 'email', 'role', 'active', 'team_id', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map(({ change_no, team_id: teamId, ...record }) => ({
    number: change_no,
    record: teamId === null ? record : Object.assign(record, { teamId }),
  }));
}

/** The senders with these ids; null: all of the tenant. */
export async function loadSenders(
  { sql, tenantId }: TenantTransaction,
  ids: readonly SenderId[] | null,
): Promise<NumberedRecords<'sender'>> {
  const rows = await sql
    .selectFrom('senders')
    .select(['id', 'channel', 'address', 'display_name', 'status', 'rules', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map(({ change_no: number, display_name: displayName, rules, ...row }) => {
    const record = { ...row, displayName };
    return { number, record: rules === null ? record : { ...record, rules } };
  });
}

/** The templates with these ids; null: all of the tenant. */
export async function loadTemplates(
  { sql, tenantId }: TenantTransaction,
  ids: readonly TemplateId[] | null,
): Promise<NumberedRecords<'template'>> {
  const rows = await sql
    .selectFrom('templates')
    .leftJoin('template_versions as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 'templates.tenant_id')
        .onRef('v.provider_content_sid', '=', 'templates.provider_content_sid'),
    )
    .select(['templates.id', 'templates.name', 'templates.language', 'templates.category'])
    .select(['status', 'rejection_reason', 'templates.content', 'templates.change_no'])
    .select('v.content as written')
    .where('templates.tenant_id', '=', tenantId)
    .$if(ids !== null, (query) =>
      query.where('templates.id', '=', (eb) => eb.fn.any(eb.val([...(ids ?? [])]))),
    )
    .orderBy('templates.id')
    .execute();
  return rows.map(({ change_no, rejection_reason, content, written, ...row }) => {
    // At the provider variables have numbers; here they have the names that somebody gave them.
    const names = written?.kind === 'message' ? variableNames(written) : [];
    const variables = content.variables.map((one) => {
      const name = names[Number(one.key) - 1];
      return name === undefined ? one : { key: one.key, sample: one.sample, name };
    });
    return {
      number: change_no,
      record: { ...row, rejectionReason: rejection_reason, ...content, variables },
    };
  });
}

/** The tags with these ids; null: all of the tenant. */
export async function loadTags(
  { sql, tenantId }: TenantTransaction,
  ids: readonly TagId[] | null,
): Promise<NumberedRecords<'tag'>> {
  const rows = await sql
    .selectFrom('tags')
    .select(['id', 'name', 'colour', 'archived', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map(({ change_no, ...record }) => ({ number: change_no, record }));
}

/** The teams with these ids; null: all of the tenant. */
export async function loadTeams(
  { sql, tenantId }: TenantTransaction,
  ids: readonly TeamId[] | null,
): Promise<NumberedRecords<'team'>> {
  const rows = await sql
    .selectFrom('teams')
    .select(['id', 'name', 'archived', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map(({ change_no, ...record }) => ({ number: change_no, record }));
}

/** The contacts' own fields with these ids; null: all of the tenant. */
export async function loadContactFields(
  { sql, tenantId }: TenantTransaction,
  ids: readonly ContactFieldId[] | null,
): Promise<NumberedRecords<'contactField'>> {
  const rows = await sql
    .selectFrom('contact_fields')
    .select(['id', 'name', 'kind', 'options', 'archived', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map(({ change_no, ...record }) => ({ number: change_no, record }));
}
