import type { Migration } from '../migrate.ts';

/* Old removals and commands are not kept for ever. What the log no longer has is remembered, so
 * that a desktop which has been away for longer loads everything anew. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

export const logMarks: Migration = {
  number: 5,
  name: 'log-marks',
  sql: `
-- Where a tenant's log of changes ended at some time: numbers have no dates of their own.
CREATE TABLE log_marks (
  tenant_id uuid NOT NULL REFERENCES tenants,
  at bigint NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (tenant_id, at)
);
ALTER TABLE log_marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE log_marks FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON log_marks USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON log_marks TO casement_app;

-- Removals up to this number may be missing: who has seen less loads everything anew.
ALTER TABLE tenant_counters ADD COLUMN complete_from bigint NOT NULL DEFAULT 0;

CREATE INDEX commands_at ON commands (tenant_id, at);

-- Work that one relay does now and then for all of them.
CREATE TABLE relay_work (
  name text PRIMARY KEY,
  due_at bigint NOT NULL -- whoever moves it on does the work
);
INSERT INTO relay_work (name, due_at) VALUES ('prune', 0);
GRANT SELECT, UPDATE ON relay_work TO casement_app;
`,
};
