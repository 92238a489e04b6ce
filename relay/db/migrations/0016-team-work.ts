import type { Migration } from '../migrate.ts';

/* Tags on conversations, conversations that are put off, and canned replies. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

export const teamWork: Migration = {
  number: 16,
  name: 'team-work',
  sql: `
ALTER TABLE conversations
  ADD COLUMN tag_ids uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN snoozed boolean NOT NULL DEFAULT false,
  ADD COLUMN snoozed_until bigint, -- null where snoozed: until the customer writes
  ADD CHECK (snoozed OR snoozed_until IS NULL);
CREATE INDEX conversations_snoozed ON conversations (snoozed_until) WHERE snoozed_until IS NOT NULL;

-- Whichever way a customer's message is stored: it brings the conversation back.
CREATE FUNCTION wake_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.snoozed := false;
  NEW.snoozed_until := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER conversations_wake BEFORE UPDATE ON conversations FOR EACH ROW
  WHEN (OLD.snoozed AND NEW.unread_count > OLD.unread_count) EXECUTE FUNCTION wake_conversation();

-- Conversations that are put off until a moment, of all tenants, the earliest first.
CREATE POLICY owner_finds_snoozed ON conversations FOR SELECT TO casement_owner USING (snoozed_until IS NOT NULL);
CREATE FUNCTION snoozed_conversations(most integer)
  RETURNS TABLE (tenant_id uuid, conversation_id uuid, until bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, id, snoozed_until FROM conversations
    WHERE snoozed_until IS NOT NULL ORDER BY snoozed_until LIMIT most $$;
REVOKE EXECUTE ON FUNCTION snoozed_conversations FROM PUBLIC;
GRANT EXECUTE ON FUNCTION snoozed_conversations TO casement_app;

CREATE TABLE canned_replies (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  title text NOT NULL CHECK (title <> ''),
  shortcut text NOT NULL CHECK (shortcut <> ''),
  text text NOT NULL CHECK (text <> ''),
  channel text CHECK (channel IN ('whatsapp', 'sms')),
  archived boolean NOT NULL DEFAULT false,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX canned_replies_shortcut ON canned_replies (tenant_id, lower(shortcut)) WHERE NOT archived;
CREATE INDEX canned_replies_changed ON canned_replies (tenant_id, change_no);
ALTER TABLE canned_replies ENABLE ROW LEVEL SECURITY;
ALTER TABLE canned_replies FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON canned_replies USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON canned_replies TO casement_app;
`,
};
