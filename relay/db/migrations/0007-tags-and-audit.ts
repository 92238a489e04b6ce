import type { Migration } from '../migrate.ts';

/* Tags, and the log of what people did. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const tables = `
CREATE TABLE tags (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  colour text NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
-- Two people who make the same tag make one word, however they write it.
CREATE UNIQUE INDEX tags_name ON tags (tenant_id, lower(name)) WHERE NOT archived;
CREATE INDEX tags_changed ON tags (tenant_id, change_no);

-- What changed money, consent, templates, people or settings. Added to and never changed.
CREATE TABLE audit_log (
  tenant_id uuid NOT NULL REFERENCES tenants,
  number bigint GENERATED ALWAYS AS IDENTITY,
  at bigint NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'api_key', 'operator', 'system')),
  actor_id uuid,
  actor_name text NOT NULL,
  address text,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text,
  subject_label text NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (tenant_id, number)
);
CREATE INDEX audit_log_time ON audit_log (tenant_id, at);
`;

const policies = `
ALTER TABLE tags ENABLE ROW LEVEL SECURITY;
ALTER TABLE tags FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON tags USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON tags TO casement_app;

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON audit_log USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT ON audit_log TO casement_app;
`;

export const tagsAndAudit: Migration = {
  number: 7,
  name: 'tags-and-audit',
  sql: [tables, policies].join('\n'),
};
