import type { Migration } from '../migrate.ts';

/* Messages that wait for a moment. One becomes a message of the conversation when it comes: until
 * then it holds nothing up. Rows stay after that, so that none is made a second time. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

export const scheduledMessages: Migration = {
  number: 21,
  name: 'scheduled-messages',
  sql: `
CREATE TABLE scheduled_messages (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  person_id uuid NOT NULL,
  content jsonb, -- as in the contract; null once it is over
  order_reference text,
  at bigint NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'failed', 'over')),
  problem text,
  message_id uuid,
  change_no bigint NOT NULL DEFAULT 0,
  CHECK ((state = 'over') = (content IS NULL)),
  CHECK ((state = 'failed') = (problem IS NOT NULL)),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, id)
);
CREATE INDEX scheduled_messages_changed ON scheduled_messages (tenant_id, change_no);
CREATE INDEX scheduled_messages_conversation ON scheduled_messages (tenant_id, conversation_id);
CREATE INDEX scheduled_messages_due ON scheduled_messages (at) WHERE state = 'waiting';
ALTER TABLE scheduled_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE scheduled_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON scheduled_messages USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON scheduled_messages TO casement_app;

-- Those of all tenants that wait, the earliest first.
CREATE POLICY owner_finds_due ON scheduled_messages FOR SELECT TO casement_owner USING (state = 'waiting');
CREATE FUNCTION due_scheduled_messages(most integer)
  RETURNS TABLE (tenant_id uuid, id uuid, due bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, id, at FROM scheduled_messages
    WHERE state = 'waiting' ORDER BY at, id LIMIT most $$;
REVOKE EXECUTE ON FUNCTION due_scheduled_messages FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_scheduled_messages TO casement_app;
`,
};
