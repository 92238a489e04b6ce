import type { Migration } from '../migrate.ts';

/* Teams: who works together. A sender may be for one, a budget may hold one. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const tables = `
CREATE TABLE teams (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  archived boolean NOT NULL DEFAULT false,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX teams_name ON teams (tenant_id, lower(name)) WHERE NOT archived;
CREATE INDEX teams_changed ON teams (tenant_id, change_no);
ALTER TABLE teams ENABLE ROW LEVEL SECURITY;
ALTER TABLE teams FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON teams USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON teams TO casement_app;

ALTER TABLE people ADD COLUMN team_id uuid,
  ADD FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id);
`;

const functions = `
-- The team that a message counts for: of whoever wrote it, else of whoever looks after the conversation.
CREATE FUNCTION team_of_message(of_tenant uuid, of_message uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN m.author_person_id IS NOT NULL THEN a.team_id ELSE p.team_id END
  FROM messages m
  JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
  LEFT JOIN people a ON a.tenant_id = m.tenant_id AND a.id = m.author_person_id
  LEFT JOIN people p ON p.tenant_id = c.tenant_id AND p.id = c.assignee_id
  WHERE m.tenant_id = of_tenant AND m.id = of_message
$$;

-- As before, and with the team.
CREATE OR REPLACE FUNCTION scopes_of_line(l ledger_lines) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT r.scopes FROM reservations r WHERE r.tenant_id = l.tenant_id
      AND r.message_id = l.message_id AND cardinality(r.scopes) > 0),
    array_remove(ARRAY[
      'category:' || coalesce((SELECT p.category FROM ledger_lines p
        WHERE p.tenant_id = l.tenant_id AND p.message_id = l.message_id
          AND p.component = 'platform' AND p.adjusts IS NULL), l.category),
      'market:' || l.market, 'sender:' || l.sender_id,
      'team:' || team_of_message(l.tenant_id, l.message_id)], NULL))
$$;
`;

export const teams: Migration = { number: 30, name: 'teams', sql: tables + functions };
