import type { Migration } from '../migrate.ts';

/* Tenants, people, provider accounts, senders, contacts, conversations, messages, sends.
 * Times are bigint milliseconds on the relay's clock. Every key begins with the tenant, and
 * forced row-level security stands behind every query. `change_no` is the tenant's change
 * number of the row's last change; it is set last in the transaction. */

const SYNCHRONISED = ['people', 'senders', 'contacts', 'conversations', 'messages', 'templates'];
const OTHERS = [
  'provider_accounts',
  'contact_addresses',
  'media',
  'sends',
  'early_statuses',
  'commands',
  'removals',
];

const tables = `
CREATE TABLE log_epoch (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), epoch uuid NOT NULL);
INSERT INTO log_epoch (epoch) VALUES (gen_random_uuid());

CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (name <> ''),
  time_zone text NOT NULL,
  created_at bigint NOT NULL,
  change_no bigint NOT NULL DEFAULT 0
);
-- Apart from the tenant itself: it is locked last in every transaction that changes something.
CREATE TABLE tenant_counters (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  last_change bigint NOT NULL DEFAULT 0
);

CREATE TABLE people (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'supervisor', 'agent')),
  active boolean NOT NULL DEFAULT true,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, user_id)
);
CREATE INDEX people_user ON people (user_id);

CREATE TABLE provider_accounts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL UNIQUE, -- found by this id alone when a webhook comes in
  provider text NOT NULL CHECK (provider IN ('twilio')),
  account_sid text NOT NULL,
  credentials bytea NOT NULL, -- encrypted by the relay's key
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, provider, account_sid)
);

CREATE TABLE senders (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  provider_account_id uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('whatsapp', 'sms')),
  address text NOT NULL, -- E.164
  display_name text NOT NULL,
  status text NOT NULL CHECK (status IN ('online', 'offline', 'pending')),
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, channel, address),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id)
);

CREATE TABLE contacts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL,
  profile_name text,
  company text,
  phone text,
  whatsapp_user_id text,
  language text,
  country text,
  time_zone text,
  opt_in_whatsapp text NOT NULL DEFAULT 'unknown' CHECK (opt_in_whatsapp IN ('opted_in', 'opted_out', 'unknown')),
  opt_in_sms text NOT NULL DEFAULT 'unknown' CHECK (opt_in_sms IN ('opted_in', 'opted_out', 'unknown')),
  created_at bigint NOT NULL,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
-- Where a contact can be reached: E.164, or WhatsApp's user id where there is no number.
CREATE TABLE contact_addresses (
  tenant_id uuid NOT NULL REFERENCES tenants,
  channel text NOT NULL CHECK (channel IN ('whatsapp', 'sms')),
  address text NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, channel, address),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id)
);
CREATE INDEX contact_addresses_contact ON contact_addresses (tenant_id, contact_id);

CREATE TABLE conversations (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('whatsapp', 'sms')),
  -- The address that the customer last used; replies go there.
  address text NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved')),
  assignee_id uuid,
  owner text NOT NULL DEFAULT 'queue' CHECK (owner IN ('queue', 'person', 'assistant')),
  owner_epoch integer NOT NULL DEFAULT 0,
  last_inbound_at bigint,
  entry_point_clicked_at bigint,
  entry_point_ends_at bigint,
  unread_count integer NOT NULL DEFAULT 0 CHECK (unread_count >= 0),
  last_message_at bigint NOT NULL,
  last_message jsonb,
  created_at bigint NOT NULL,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, sender_id, contact_id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
  FOREIGN KEY (tenant_id, sender_id) REFERENCES senders (tenant_id, id),
  FOREIGN KEY (tenant_id, assignee_id) REFERENCES people (tenant_id, id)
);
CREATE INDEX conversations_newest ON conversations (tenant_id, last_message_at DESC, id DESC);

CREATE TABLE messages (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  kind text NOT NULL CHECK (kind IN ('text', 'template', 'media', 'location', 'button')),
  body text,
  location jsonb,
  button jsonb,
  referral jsonb,
  replies_to_id uuid,
  template jsonb,
  author_kind text NOT NULL CHECK (author_kind IN ('contact', 'person', 'assistant', 'system')),
  author_person_id uuid,
  at bigint NOT NULL,
  received_at bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('received', 'queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'undelivered', 'unconfirmed', 'parked', 'cancelled')),
  problem jsonb,
  sent_at bigint,
  delivered_at bigint,
  read_at bigint,
  valid_until bigint,
  provider_sid text,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
);
CREATE UNIQUE INDEX messages_provider_sid ON messages (tenant_id, provider_sid) WHERE provider_sid IS NOT NULL;
CREATE INDEX messages_in_conversation ON messages (tenant_id, conversation_id, at DESC, id DESC);
CREATE INDEX messages_newest ON messages (tenant_id, at DESC, id DESC);

CREATE TABLE media (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  message_id uuid NOT NULL,
  position integer NOT NULL,
  content_type text NOT NULL,
  file_name text,
  size bigint,
  width integer,
  height integer,
  provider_url text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, message_id, position),
  FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id)
);

-- One row per outbound message that the relay is to hand to the provider. What the states
-- mean and how they follow each other is in docs/decisions on sending.
CREATE TABLE sends (
  tenant_id uuid NOT NULL REFERENCES tenants,
  message_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  place bigint GENERATED ALWAYS AS IDENTITY, -- order within the conversation
  state text NOT NULL CHECK (state IN ('queued', 'calling', 'in_doubt', 'accepted', 'ended', 'unconfirmed', 'parked', 'cancelled')),
  due_at bigint NOT NULL, -- when to look at it next: to call, to reconcile, to give up
  attempts integer NOT NULL DEFAULT 0,
  token uuid NOT NULL, -- in the StatusCallback URL: evidence that the provider took it
  owner_epoch integer NOT NULL, -- of the conversation when it was written
  called_at bigint,
  doubt_since bigint,
  provider_sid text,
  PRIMARY KEY (tenant_id, message_id),
  UNIQUE (tenant_id, token),
  FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
);
CREATE INDEX sends_due ON sends (due_at) WHERE state IN ('queued', 'calling', 'in_doubt');
CREATE INDEX sends_in_conversation ON sends (tenant_id, conversation_id, place) WHERE state IN ('queued', 'calling', 'in_doubt');

-- Statuses of messages that are not known yet: joined when the message appears.
CREATE TABLE early_statuses (
  tenant_id uuid NOT NULL REFERENCES tenants,
  provider_account_id uuid NOT NULL,
  provider_sid text NOT NULL,
  status text NOT NULL,
  error_code integer,
  received_at bigint NOT NULL,
  arrival bigint GENERATED ALWAYS AS IDENTITY, -- a failure is final against what comes after it
  PRIMARY KEY (tenant_id, provider_sid, status)
);

CREATE TABLE templates (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  provider_account_id uuid NOT NULL,
  provider_content_sid text NOT NULL,
  name text NOT NULL,
  language text NOT NULL,
  category text CHECK (category IN ('utility', 'marketing', 'authentication')),
  status text NOT NULL CHECK (status IN ('unsubmitted', 'received', 'pending', 'approved', 'rejected', 'paused', 'disabled')),
  rejection_reason text,
  content jsonb NOT NULL, -- header, body, footer, buttons, variables as in the contract
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, provider_account_id, provider_content_sid),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id)
);

CREATE TABLE commands (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL,
  person_id uuid NOT NULL,
  input_hash bytea NOT NULL,
  answer jsonb NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, id)
);

CREATE TABLE removals (
  tenant_id uuid NOT NULL REFERENCES tenants,
  entity text NOT NULL,
  id uuid NOT NULL,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, entity, id)
);
`;

const changeIndexes = [...SYNCHRONISED, 'removals']
  .map((table) => `CREATE INDEX ${table}_changed ON ${table} (tenant_id, change_no);`)
  .join('\n');

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const policies = [...SYNCHRONISED, ...OTHERS, 'tenant_counters']
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO casement_app;`,
  )
  .join('\n');

// What must be found before the tenant is known. Each function answers one question and runs
// as the owner, for whom these few tables are readable.
const functions = `
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON tenants USING (id = ${mine}) WITH CHECK (id = ${mine});
GRANT SELECT, INSERT, UPDATE ON tenants TO casement_app;
GRANT SELECT ON log_epoch TO casement_app;

CREATE POLICY owner_finds ON tenants FOR SELECT TO casement_owner USING (true);
CREATE POLICY owner_finds ON people FOR SELECT TO casement_owner USING (true);
CREATE POLICY owner_finds ON provider_accounts FOR SELECT TO casement_owner USING (true);
CREATE POLICY owner_finds ON sends FOR SELECT TO casement_owner USING (true);

CREATE FUNCTION find_provider_account(account uuid)
  RETURNS TABLE (tenant_id uuid, id uuid, account_sid text, credentials bytea)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, id, account_sid, credentials FROM provider_accounts WHERE id = account $$;

CREATE FUNCTION find_person(auth_user text)
  RETURNS TABLE (tenant_id uuid, person_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, id FROM people WHERE user_id = auth_user AND active ORDER BY tenant_id LIMIT 1 $$;

CREATE FUNCTION all_tenants() RETURNS TABLE (id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT id FROM tenants ORDER BY id $$;

-- Sends to look at now: of each conversation only the first that has not ended.
CREATE FUNCTION due_sends(up_to bigint, how_many integer)
  RETURNS TABLE (tenant_id uuid, conversation_id uuid, message_id uuid, state text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$
    SELECT s.tenant_id, s.conversation_id, s.message_id, s.state FROM sends s
    WHERE s.state IN ('queued', 'calling', 'in_doubt') AND s.due_at <= up_to
      AND NOT EXISTS (
        SELECT FROM sends earlier
        WHERE earlier.tenant_id = s.tenant_id AND earlier.conversation_id = s.conversation_id
          AND earlier.state IN ('queued', 'calling', 'in_doubt') AND earlier.place < s.place)
    ORDER BY s.due_at LIMIT how_many
  $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA casement FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA casement TO casement_app;
`;

export const foundation: Migration = {
  number: 1,
  name: 'foundation',
  sql: [tables, changeIndexes, policies, functions].join('\n'),
};
