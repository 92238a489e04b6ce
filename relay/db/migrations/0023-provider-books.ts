import type { Migration } from '../migrate.ts';

/* What the provider itself says that messages cost: the price of each, by which the ledger is
 * adjusted, and its records of each day, which the ledger is held against. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const own = (table: string, rights: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT ${rights} ON ${table} TO casement_app;
`;
const exact = (column: string): string =>
  `CHECK (${column} BETWEEN -9007199254740991 AND 9007199254740991)`;

export const providerBooks: Migration = {
  number: 23,
  name: 'provider-books',
  sql: `
-- The lines of all tenants are completed here: for so long the owner sees them.
ALTER TABLE ledger_lines NO FORCE ROW LEVEL SECURITY;
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE automation_runs NO FORCE ROW LEVEL SECURITY;
ALTER TABLE template_versions NO FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger_lines
  ADD COLUMN happened_at bigint, -- when it arrived, failed or was received
  ADD COLUMN sent_at bigint, -- null: the customer wrote it
  ADD COLUMN author_kind text,
  ADD COLUMN automation_id uuid, -- that sent it
  ADD COLUMN template_version_id uuid, -- of the library; null: the template was made elsewhere
  -- An adjustment of what was settled before: what kind of line that was. Its amount is the difference.
  ADD COLUMN adjusts text CHECK (adjusts IN ('charged', 'free', 'unknown'));
UPDATE ledger_lines l SET happened_at = coalesce(m.delivered_at, m.read_at, m.at),
  sent_at = CASE m.direction WHEN 'outbound' THEN coalesce(m.sent_at, m.at) END,
  author_kind = m.author_kind,
  automation_id = (SELECT r.automation_id FROM automation_runs r
    WHERE r.tenant_id = l.tenant_id AND r.message_id = l.message_id LIMIT 1),
  template_version_id = (SELECT v.id FROM template_versions v
    WHERE v.tenant_id = l.tenant_id AND v.template_id = l.template_id LIMIT 1)
FROM messages m WHERE m.tenant_id = l.tenant_id AND m.id = l.message_id;
-- The message is gone: some time of the day that the line has.
UPDATE ledger_lines SET happened_at = extract(epoch FROM (day || 'T12:00:00Z')::timestamptz) * 1000
WHERE happened_at IS NULL;
ALTER TABLE ledger_lines ALTER COLUMN happened_at SET NOT NULL;
ALTER TABLE ledger_lines DROP CONSTRAINT ledger_lines_tenant_id_message_id_component_key;
CREATE UNIQUE INDEX ledger_lines_once ON ledger_lines (tenant_id, message_id, component, (adjusts IS NOT NULL));
CREATE INDEX ledger_lines_happened ON ledger_lines (tenant_id, happened_at);

-- Of each settled message: whether the provider has told its price yet.
CREATE TABLE message_prices (
  tenant_id uuid NOT NULL REFERENCES tenants,
  message_id uuid NOT NULL,
  component text NOT NULL CHECK (component IN ('provider', 'sms')), -- what the price is of
  -- known: the ledger agrees with it; other_currency: known, and the ledger is in another currency;
  -- gone: the provider has no such message, or never told a price.
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'known', 'other_currency', 'gone')),
  since bigint NOT NULL,
  due_at bigint NOT NULL, -- moved ahead by whoever asks
  micro bigint ${exact('micro')},
  currency text,
  CHECK ((state IN ('known', 'other_currency')) = (micro IS NOT NULL AND currency IS NOT NULL)),
  PRIMARY KEY (tenant_id, message_id)
);
CREATE INDEX message_prices_open ON message_prices (tenant_id, message_id)
  WHERE state IN ('waiting', 'other_currency');
CREATE INDEX message_prices_due ON message_prices (tenant_id, due_at) WHERE state = 'waiting';
INSERT INTO message_prices (tenant_id, message_id, component, since, due_at)
SELECT tenant_id, message_id, component, at, at FROM ledger_lines
WHERE component IN ('provider', 'sms') AND happened_at > at - 31 * 86400000::bigint;
${own('message_prices', 'SELECT, INSERT, UPDATE')}

-- Held for days: the provider was asked what became of the message.
ALTER TABLE reservations
  ADD COLUMN reconciling_since bigint,
  ADD COLUMN looked_at bigint;

-- The provider's own records, by the day in UTC and what was counted.
CREATE TABLE usage_records (
  tenant_id uuid NOT NULL REFERENCES tenants,
  provider_account_id uuid NOT NULL,
  day text NOT NULL,
  category text NOT NULL, -- as the provider calls it
  kind text NOT NULL, -- what it is in the relay's words
  count bigint NOT NULL,
  micro bigint NOT NULL ${exact('micro')},
  currency text NOT NULL,
  PRIMARY KEY (tenant_id, provider_account_id, day, category),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id)
);
${own('usage_records', 'SELECT, INSERT, UPDATE, DELETE')}
CREATE INDEX usage_records_day ON usage_records (tenant_id, day);

-- When each account's records were read, and when they are to be read next.
CREATE TABLE usage_readings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  provider_account_id uuid NOT NULL,
  due_at bigint NOT NULL,
  read_at bigint, -- null: never
  read_from text, -- the first day that was read
  PRIMARY KEY (tenant_id, provider_account_id),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id)
);
${own('usage_readings', 'SELECT, INSERT, UPDATE')}

ALTER TABLE ledger_lines FORCE ROW LEVEL SECURITY;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
ALTER TABLE automation_runs FORCE ROW LEVEL SECURITY;
ALTER TABLE template_versions FORCE ROW LEVEL SECURITY;

-- Tenants of which a price, or a record, is to be asked for now.
CREATE POLICY owner_finds_due ON message_prices FOR SELECT TO casement_owner USING (state = 'waiting');
CREATE POLICY owner_finds ON usage_readings FOR SELECT TO casement_owner USING (true);
CREATE FUNCTION due_prices(up_to bigint) RETURNS TABLE (tenant_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT t.id FROM tenants t WHERE EXISTS (
    SELECT FROM message_prices p WHERE p.tenant_id = t.id AND p.state = 'waiting' AND p.due_at <= up_to) $$;
CREATE FUNCTION due_usage(up_to bigint) RETURNS TABLE (tenant_id uuid, account_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$
    SELECT a.tenant_id, a.id FROM provider_accounts a
    LEFT JOIN usage_readings u ON u.tenant_id = a.tenant_id AND u.provider_account_id = a.id
    WHERE u.due_at IS NULL OR u.due_at <= up_to
    ORDER BY u.due_at NULLS FIRST, a.id
  $$;
REVOKE EXECUTE ON FUNCTION due_prices, due_usage FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_prices, due_usage TO casement_app;
`,
};
