import type { Migration } from '../migrate.ts';

/* Files that desktops put here to be sent. They lie in pieces, so that nobody holds a whole one
 * in memory, and in the database, so that every relay can give them to the provider. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const policies = ['uploads', 'upload_pieces']
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO casement_app;`,
  )
  .join('\n');

const tables = `
-- A row per attempt to put a file; one at most of an id is whole.
CREATE TABLE uploads (
  tenant_id uuid NOT NULL REFERENCES tenants,
  storage uuid NOT NULL, -- made by the relay
  id uuid NOT NULL, -- of the media, made by the desktop
  content_type text NOT NULL,
  file_name text,
  width integer,
  height integer,
  size bigint NOT NULL, -- while it comes in: what is kept free for it
  hash bytea, -- SHA-256; null: it is still coming in
  put_at bigint NOT NULL, -- the last time
  message_id uuid, -- the message that it went with
  PRIMARY KEY (tenant_id, storage),
  FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id)
);
CREATE UNIQUE INDEX uploads_whole ON uploads (tenant_id, id) WHERE hash IS NOT NULL;
CREATE INDEX uploads_unbound ON uploads (tenant_id, put_at) WHERE message_id IS NULL;

CREATE TABLE upload_pieces (
  tenant_id uuid NOT NULL REFERENCES tenants,
  storage uuid NOT NULL,
  place integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (tenant_id, storage, place),
  FOREIGN KEY (tenant_id, storage) REFERENCES uploads (tenant_id, storage) ON DELETE CASCADE
);
-- Pictures and films are compressed already.
ALTER TABLE upload_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Null: the file was put here by a desktop.
ALTER TABLE media ALTER COLUMN provider_url DROP NOT NULL;
`;

export const uploads: Migration = {
  number: 6,
  name: 'uploads',
  sql: [tables, policies].join('\n'),
};
