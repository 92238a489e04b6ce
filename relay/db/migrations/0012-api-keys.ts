import type { Migration } from '../migrate.ts';

/* Keys with which programs use the REST API, what was answered to them, and what a message tells
 * of the program that sent it. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const tables = `
-- Secrets are random, 256 bits: of each only the SHA-256 is kept.
CREATE TABLE api_keys (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  scopes text[] NOT NULL,
  requests_per_minute integer NOT NULL CHECK (requests_per_minute > 0),
  hint text NOT NULL,
  secret_hash bytea NOT NULL UNIQUE,
  previous_hash bytea UNIQUE, -- of the secret before the last rotation
  previous_until bigint,
  created_by uuid NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint,
  last_used_at bigint,
  revoked_at bigint,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES people (tenant_id, id)
);
CREATE UNIQUE INDEX api_keys_name ON api_keys (tenant_id, lower(name)) WHERE revoked_at IS NULL;

-- Requests that carried an Idempotency-Key, with what they were answered.
CREATE TABLE api_requests (
  tenant_id uuid NOT NULL REFERENCES tenants,
  api_key_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  at bigint NOT NULL,
  answer json NOT NULL, -- as it was said, to be said again
  PRIMARY KEY (tenant_id, api_key_id, idempotency_key),
  FOREIGN KEY (tenant_id, api_key_id) REFERENCES api_keys (tenant_id, id)
);
CREATE INDEX api_requests_at ON api_requests (tenant_id, at);

ALTER TABLE messages ADD COLUMN origin text, ADD COLUMN order_reference text;
CREATE INDEX conversations_contact ON conversations (tenant_id, contact_id, last_message_at DESC);
CREATE INDEX messages_order ON messages (tenant_id, order_reference, at) WHERE order_reference IS NOT NULL;
`;

const policies = ['api_keys', 'api_requests']
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO casement_app;`,
  )
  .join('\n');

const functions = `
CREATE POLICY owner_finds ON api_keys FOR SELECT TO casement_owner USING (true);

-- The key that a secret belongs to, whatever its state, and what holds for its tenant.
CREATE FUNCTION find_api_key(hash bytea)
  RETURNS TABLE (tenant_id uuid, id uuid, name text, scopes text[], requests_per_minute integer,
    expires_at bigint, revoked_at bigint, valid_until bigint, may_use_rest boolean, suspended boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$
    SELECT k.tenant_id, k.id, k.name, k.scopes, k.requests_per_minute, k.expires_at, k.revoked_at,
      k.valid_until, coalesce(r.may_use_rest, true), r.suspended_at IS NOT NULL
    FROM (
      SELECT *, NULL::bigint AS valid_until FROM api_keys WHERE secret_hash = hash
      UNION ALL
      SELECT *, coalesce(previous_until, 0) FROM api_keys WHERE previous_hash = hash
    ) k LEFT JOIN tenant_rules r ON r.tenant_id = k.tenant_id
    LIMIT 1
  $$;
REVOKE EXECUTE ON FUNCTION find_api_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key TO casement_app;
`;

export const apiKeys: Migration = {
  number: 12,
  name: 'api-keys',
  sql: [tables, policies, functions].join('\n'),
};
