import type { Migration } from '../migrate.ts';

/* What the platform decides about templates after they were submitted: told by events, shown to
 * admins, and the deleting of templates at the provider. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const own = (table: string, rights: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT ${rights} ON ${table} TO casement_app;
`;
const ON_THE_WAY = `('create', 'submit', 'follow', 'delete')`;

export const templateDecisions: Migration = {
  number: 24,
  name: 'template-decisions',
  sql: `
ALTER TABLE templates
  -- When an event told something of it, by the relay's clock: an older list knows less.
  ADD COLUMN told_at bigint NOT NULL DEFAULT 0,
  -- The provider's times of the latest events: an older one that comes late says nothing new.
  ADD COLUMN status_told_there_at bigint NOT NULL DEFAULT 0,
  ADD COLUMN category_told_there_at bigint NOT NULL DEFAULT 0;

-- A template that is gone keeps its name for 30 days and not for ever.
ALTER TABLE template_versions ADD COLUMN gone boolean NOT NULL DEFAULT false;
UPDATE template_versions v SET gone = true WHERE (
  SELECT h.status FROM template_history h WHERE h.tenant_id = v.tenant_id AND h.version_id = v.id
  ORDER BY h.place DESC LIMIT 1) = 'deleted';
DO $$
DECLARE named text;
BEGIN
  SELECT c.conname INTO STRICT named FROM pg_constraint c
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'name' AND a.attnum = ANY (c.conkey)
  WHERE c.conrelid = 'template_versions'::regclass AND c.contype = 'u';
  EXECUTE format('ALTER TABLE template_versions DROP CONSTRAINT %I', named);
END $$;
CREATE UNIQUE INDEX template_versions_name
  ON template_versions (tenant_id, provider_account_id, name, language) WHERE NOT gone;

-- delete: an admin wants it gone from the provider.
ALTER TABLE template_versions DROP CONSTRAINT template_versions_step_check;
ALTER TABLE template_versions ADD CONSTRAINT template_versions_step_check
  CHECK (step IN ('create', 'submit', 'follow', 'done', 'refused', 'delete'));
DROP INDEX template_versions_due;
CREATE INDEX template_versions_due ON template_versions (due_at) WHERE step IN ${ON_THE_WAY};
DROP POLICY owner_finds_due ON template_versions;
CREATE POLICY owner_finds_due ON template_versions FOR SELECT TO casement_owner USING (step IN ${ON_THE_WAY});
CREATE OR REPLACE FUNCTION due_template_versions(most integer)
  RETURNS TABLE (tenant_id uuid, version_id uuid, due bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, id, greatest(due_at, claimed_until) FROM template_versions
    WHERE step IN ${ON_THE_WAY} ORDER BY greatest(due_at, claimed_until) LIMIT most $$;

-- Events that were taken: the provider may bring each of them again.
CREATE TABLE template_events (
  tenant_id uuid NOT NULL REFERENCES tenants,
  provider_account_id uuid NOT NULL,
  id text NOT NULL CHECK (id <> ''),
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, provider_account_id, id),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id)
);
${own('template_events', 'SELECT, INSERT')}

CREATE TABLE template_notices (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  at bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('recategorised', 'rejected', 'paused', 'disabled', 'deleted')),
  template_id uuid NOT NULL, -- may be gone
  draft_id uuid,
  name text NOT NULL,
  language text NOT NULL,
  before text,
  after text NOT NULL,
  reason text,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, draft_id) REFERENCES template_drafts (tenant_id, id)
);
CREATE INDEX template_notices_newest ON template_notices (tenant_id, at DESC);
${own('template_notices', 'SELECT, INSERT')}

CREATE TABLE template_notices_dismissed (
  tenant_id uuid NOT NULL REFERENCES tenants,
  notice_id uuid NOT NULL,
  person_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, notice_id, person_id),
  FOREIGN KEY (tenant_id, notice_id) REFERENCES template_notices (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, id)
);
${own('template_notices_dismissed', 'SELECT, INSERT')}

-- What went out with a template lately.
CREATE INDEX messages_template ON messages (tenant_id, (template ->> 'name'), (template ->> 'language'), at)
  WHERE template IS NOT NULL;
`,
};
