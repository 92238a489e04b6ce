import type { Migration } from '../migrate.ts';

/* The tenant's library of templates: drafts, the versions that were submitted, and what became of
 * each. `step` and what follows it is the relay's own way of bringing a version to the provider. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const own = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO casement_app;
`;

export const templateLibrary: Migration = {
  number: 17,
  name: 'template-library',
  sql: `
CREATE TABLE template_drafts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  body jsonb NOT NULL, -- as in the contract
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX template_drafts_changed ON template_drafts (tenant_id, change_no);
${own('template_drafts')}

CREATE TABLE template_versions (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  draft_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  language text NOT NULL,
  name text NOT NULL,
  category text NOT NULL CHECK (category IN ('utility', 'marketing', 'authentication')),
  content jsonb NOT NULL,
  submitted_by uuid,
  submitted_at bigint NOT NULL,
  provider_account_id uuid NOT NULL,
  -- create: the provider may not have it; submit: it has it, and may not have been asked for
  -- approval; follow: the reviewers have it; done: they have decided; refused: the provider did not
  -- take it.
  step text NOT NULL CHECK (step IN ('create', 'submit', 'follow', 'done', 'refused')),
  attempts integer NOT NULL DEFAULT 0,
  due_at bigint NOT NULL,
  claimed_until bigint NOT NULL DEFAULT 0,
  provider_content_sid text,
  created_there_at bigint,
  problem_code text,
  problem_detail text,
  template_id uuid,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, draft_id, language, number),
  UNIQUE (tenant_id, provider_account_id, name, language),
  FOREIGN KEY (tenant_id, draft_id) REFERENCES template_drafts (tenant_id, id),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id),
  FOREIGN KEY (tenant_id, submitted_by) REFERENCES people (tenant_id, id)
);
CREATE INDEX template_versions_changed ON template_versions (tenant_id, change_no);
CREATE INDEX template_versions_content ON template_versions (tenant_id, provider_content_sid);
CREATE INDEX template_versions_created ON template_versions (tenant_id, provider_account_id, created_there_at);
CREATE INDEX template_versions_due ON template_versions (due_at) WHERE step IN ('create', 'submit', 'follow');
${own('template_versions')}

CREATE TABLE template_history (
  tenant_id uuid NOT NULL REFERENCES tenants,
  version_id uuid NOT NULL,
  place integer NOT NULL,
  at bigint NOT NULL,
  status text NOT NULL,
  category text CHECK (category IN ('utility', 'marketing', 'authentication')),
  reason text,
  PRIMARY KEY (tenant_id, version_id, place),
  FOREIGN KEY (tenant_id, version_id) REFERENCES template_versions (tenant_id, id)
);
${own('template_history')}

-- Versions of all tenants that are still on their way to the provider, the most due first.
CREATE POLICY owner_finds_due ON template_versions FOR SELECT TO casement_owner USING (step IN ('create', 'submit', 'follow'));
CREATE FUNCTION due_template_versions(most integer)
  RETURNS TABLE (tenant_id uuid, version_id uuid, due bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, id, greatest(due_at, claimed_until) FROM template_versions
    WHERE step IN ('create', 'submit', 'follow') ORDER BY greatest(due_at, claimed_until) LIMIT most $$;
REVOKE EXECUTE ON FUNCTION due_template_versions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_template_versions TO casement_app;
`,
};
