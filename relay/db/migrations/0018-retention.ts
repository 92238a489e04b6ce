import type { Migration } from '../migrate.ts';

/* How long a tenant keeps messages and files, what was taken away, and what is still known of it. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const tables = `
-- Null: kept for ever.
ALTER TABLE tenant_rules
  ADD COLUMN messages_kept_months integer CHECK (messages_kept_months > 0),
  ADD COLUMN media_kept_months integer CHECK (media_kept_months > 0),
  ADD CHECK (media_kept_months <= messages_kept_months);

-- What is gone for good, as desktops are told it: see the contract's record of this name.
CREATE TABLE clearings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL, -- the tenant's own for what became too old; else that of an erasure
  messages_before bigint,
  media_before bigint,
  contact_ids uuid[] NOT NULL DEFAULT '{}',
  conversation_ids uuid[] NOT NULL DEFAULT '{}',
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX clearings_changed ON clearings (tenant_id, change_no);

-- How many messages were taken away, without anything of what they said or to whom.
CREATE TABLE cleared_messages (
  tenant_id uuid NOT NULL REFERENCES tenants,
  day bigint NOT NULL, -- ms, its beginning in UTC
  sender_id uuid NOT NULL,
  direction text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  template text NOT NULL, -- its name and language; empty: none
  messages integer NOT NULL CHECK (messages > 0),
  PRIMARY KEY (tenant_id, day, sender_id, direction, kind, status, template)
);
-- A message is deleted with what belongs to it: without these each one reads a whole table.
CREATE INDEX uploads_message ON uploads (tenant_id, message_id) WHERE message_id IS NOT NULL;
`;

const policies = ['clearings', 'cleared_messages']
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE ON ${table} TO casement_app;`,
  )
  .join('\n');

export const retention: Migration = {
  number: 18,
  name: 'retention',
  sql: [tables, policies].join('\n'),
};
