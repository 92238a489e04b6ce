import type { Migration } from '../migrate.ts';

/* Private notes: a table of their own, which nothing that sends ever reads. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const sql = `
CREATE TABLE notes (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  author_id uuid NOT NULL,
  -- Null: it was removed.
  body text CHECK (body <> ''),
  mention_ids uuid[] NOT NULL DEFAULT '{}',
  at bigint NOT NULL,
  removed_by uuid,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id),
  CHECK ((body IS NULL) = (removed_by IS NOT NULL))
);
CREATE INDEX notes_in_conversation ON notes (tenant_id, conversation_id, at, id);
CREATE INDEX notes_newest ON notes (tenant_id, at);
CREATE INDEX notes_changed ON notes (tenant_id, change_no);

ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON notes USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO casement_app;
`;

export const notes: Migration = { number: 15, name: 'notes', sql };
