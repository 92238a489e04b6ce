import type { Migration } from '../migrate.ts';

/* What people keep of their contacts, who they were before they were merged, what was recorded of
 * their permission, and files of contacts on their way in. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const tables = `
ALTER TABLE contacts
  ADD COLUMN external_id text,
  ADD COLUMN owner_id uuid,
  ADD COLUMN tag_ids uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN fields jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN source text NOT NULL DEFAULT 'message' CHECK (source IN ('message', 'person', 'import', 'api')),
  ADD COLUMN updated_at bigint, -- null: since it was made nobody has changed it
  ADD FOREIGN KEY (tenant_id, owner_id) REFERENCES people (tenant_id, id);
CREATE UNIQUE INDEX contacts_external_id ON contacts (tenant_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE contact_fields (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  kind text NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice', 'yes_no')),
  options jsonb NOT NULL DEFAULT '[]',
  archived boolean NOT NULL DEFAULT false,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX contact_fields_name ON contact_fields (tenant_id, lower(name)) WHERE NOT archived;
CREATE INDEX contact_fields_changed ON contact_fields (tenant_id, change_no);

-- What was merged into another: late commands still name it. kept_id is never itself an old one.
CREATE TABLE merged (
  tenant_id uuid NOT NULL REFERENCES tenants,
  entity text NOT NULL CHECK (entity IN ('contact', 'conversation')),
  old_id uuid NOT NULL,
  kept_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, entity, old_id)
);
CREATE INDEX merged_kept ON merged (tenant_id, entity, kept_id);

-- What was recorded of somebody's permission. Added to; it moves with a merge.
CREATE TABLE consent_entries (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('whatsapp', 'sms')),
  state text NOT NULL CHECK (state IN ('opted_in', 'opted_out', 'unknown')),
  source text NOT NULL,
  evidence text NOT NULL,
  person_id uuid,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, id)
);
CREATE INDEX consent_entries_contact ON consent_entries (tenant_id, contact_id, at);

CREATE TABLE contact_imports (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  file_name text,
  header jsonb NOT NULL,
  -- receiving: its rows are still coming; a relay that died left it so, and it is dropped.
  state text NOT NULL CHECK (state IN ('receiving', 'staged', 'running', 'done', 'cancelled')),
  mapping jsonb,
  options jsonb,
  row_count integer NOT NULL DEFAULT 0,
  next_row integer NOT NULL DEFAULT 1, -- rows before it are done
  created integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  skipped integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  created_at bigint NOT NULL,
  ended_at bigint,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, id)
);
CREATE TABLE contact_import_rows (
  tenant_id uuid NOT NULL REFERENCES tenants,
  import_id uuid NOT NULL,
  number integer NOT NULL, -- from 1, the line of names not counted
  cells jsonb NOT NULL,
  outcome text CHECK (outcome IN ('created', 'updated', 'skipped', 'failed')), -- null: not yet
  message text,
  contact_id uuid,
  PRIMARY KEY (tenant_id, import_id, number),
  FOREIGN KEY (tenant_id, import_id) REFERENCES contact_imports (tenant_id, id) ON DELETE CASCADE
);
`;

const policies = [
  'contact_fields',
  'merged',
  'consent_entries',
  'contact_imports',
  'contact_import_rows',
]
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO casement_app;`,
  )
  .join('\n');

const functions = `
CREATE POLICY owner_finds ON contact_imports FOR SELECT TO casement_owner USING (true);

-- Files that are being brought in, of all tenants.
CREATE FUNCTION running_contact_imports() RETURNS TABLE (tenant_id uuid, import_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, id FROM contact_imports WHERE state = 'running' ORDER BY created_at, id $$;
REVOKE EXECUTE ON FUNCTION running_contact_imports FROM PUBLIC;
GRANT EXECUTE ON FUNCTION running_contact_imports TO casement_app;
`;

export const contacts: Migration = {
  number: 11,
  name: 'contacts',
  sql: [tables, policies, functions].join('\n'),
};
