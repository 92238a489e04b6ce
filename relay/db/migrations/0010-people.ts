import type { Migration } from '../migrate.ts';

/* Invitations, what holds for a whole tenant, and signing in with a second step. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const tables = `
-- Links that are told once: only their hash is kept. \`reset\`: for a new password.
CREATE TABLE invitations (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('invite', 'reset')),
  person_id uuid, -- whom a reset is for; whom an invitation has brought
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'supervisor', 'agent')),
  token_hash bytea NOT NULL UNIQUE,
  invited_by text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  accepted_at bigint,
  revoked_at bigint,
  mail text NOT NULL CHECK (mail IN ('none', 'on_its_way', 'sent', 'failed')),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, id)
);
CREATE INDEX invitations_newest ON invitations (tenant_id, created_at);

-- What its admins and the operator have set for a tenant; no row: nothing.
CREATE TABLE tenant_rules (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  require_second_step boolean NOT NULL DEFAULT false,
  suspended_at bigint,
  may_use_rest boolean NOT NULL DEFAULT true,
  may_use_automations boolean NOT NULL DEFAULT true,
  monthly_cap bigint CHECK (monthly_cap >= 0) -- millionths of the account's currency; null: none
);

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON invitations USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
CREATE POLICY owner_finds ON invitations FOR SELECT TO casement_owner USING (true);
GRANT SELECT, INSERT, UPDATE ON invitations TO casement_app;

ALTER TABLE tenant_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_rules FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON tenant_rules USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
CREATE POLICY owner_finds ON tenant_rules FOR SELECT TO casement_owner USING (true);
GRANT SELECT, INSERT, UPDATE ON tenant_rules TO casement_app;
`;

const functions = `
-- The active person that a user of sign-in is, and what holds for the tenant.
CREATE FUNCTION find_member(auth_user text)
  RETURNS TABLE (tenant_id uuid, person_id uuid, suspended boolean, require_second_step boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$
    SELECT p.tenant_id, p.id, r.suspended_at IS NOT NULL, coalesce(r.require_second_step, false)
    FROM people p LEFT JOIN tenant_rules r ON r.tenant_id = p.tenant_id
    WHERE p.user_id = auth_user AND p.active ORDER BY p.tenant_id LIMIT 1
  $$;

CREATE FUNCTION find_invitation(hash bytea) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, id FROM invitations WHERE token_hash = hash $$;

-- Whether a user of sign-in is an active person of another tenant too.
CREATE FUNCTION works_elsewhere(auth_user text, here uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM people WHERE user_id = auth_user AND active AND tenant_id <> here) $$;

-- As before, without the queued sends of tenants that are suspended; what was called is followed up.
CREATE OR REPLACE FUNCTION due_sends(at_ms bigint, hold_ms integer, burst_ms integer, per_sender integer, how_many integer)
  RETURNS TABLE (tenant_id uuid, conversation_id uuid, message_id uuid, state text, account_id uuid, due_at bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$
    WITH RECURSIVE queuing AS (
      (SELECT s.tenant_id, s.sender_id FROM sends s WHERE s.state = 'queued'
        ORDER BY s.tenant_id, s.sender_id LIMIT 1)
      UNION ALL
      SELECT n.tenant_id, n.sender_id FROM queuing q CROSS JOIN LATERAL (
        SELECT s.tenant_id, s.sender_id FROM sends s
        WHERE s.state = 'queued' AND (s.tenant_id, s.sender_id) > (q.tenant_id, q.sender_id)
        ORDER BY s.tenant_id, s.sender_id LIMIT 1) AS n
    ), calling AS (
      (SELECT s.tenant_id, s.sender_id FROM sends s WHERE s.state IN ('calling', 'in_doubt')
        ORDER BY s.tenant_id, s.sender_id LIMIT 1)
      UNION ALL
      SELECT n.tenant_id, n.sender_id FROM calling q CROSS JOIN LATERAL (
        SELECT s.tenant_id, s.sender_id FROM sends s
        WHERE s.state IN ('calling', 'in_doubt') AND (s.tenant_id, s.sender_id) > (q.tenant_id, q.sender_id)
        ORDER BY s.tenant_id, s.sender_id LIMIT 1) AS n
    ), heads AS (
      SELECT h.*, w.provider_account_id,
        greatest(h.at, coalesce(ceil(p.paced_until)::bigint - burst_ms, 0), coalesce(a.until, 0)) AS free_at
      FROM queuing q
      JOIN senders w ON w.tenant_id = q.tenant_id AND w.id = q.sender_id
      LEFT JOIN sender_pace p ON p.tenant_id = w.tenant_id AND p.sender_id = w.id
      LEFT JOIN account_pauses a ON a.tenant_id = w.tenant_id AND a.provider_account_id = w.provider_account_id
      CROSS JOIN LATERAL (
        SELECT s.tenant_id, s.sender_id, s.conversation_id, s.message_id, s.state, s.due_at AS at FROM sends s
        WHERE s.tenant_id = q.tenant_id AND s.sender_id = q.sender_id AND s.state = 'queued'
          AND NOT EXISTS (
            SELECT FROM sends earlier
            WHERE earlier.tenant_id = s.tenant_id AND earlier.conversation_id = s.conversation_id
              AND earlier.state IN ('queued', 'calling', 'in_doubt') AND earlier.place < s.place
              AND (earlier.state = 'queued' OR earlier.called_at > at_ms - hold_ms))
        ORDER BY s.due_at LIMIT per_sender) AS h
      WHERE NOT EXISTS (
        SELECT FROM tenant_rules r WHERE r.tenant_id = q.tenant_id AND r.suspended_at IS NOT NULL)
      UNION ALL
      SELECT h.*, w.provider_account_id, h.at
      FROM calling q
      JOIN senders w ON w.tenant_id = q.tenant_id AND w.id = q.sender_id
      CROSS JOIN LATERAL (
        SELECT s.tenant_id, s.sender_id, s.conversation_id, s.message_id, s.state, s.due_at AS at FROM sends s
        WHERE s.tenant_id = q.tenant_id AND s.sender_id = q.sender_id AND s.state IN ('calling', 'in_doubt')
        ORDER BY s.due_at LIMIT per_sender) AS h
    ), ranked AS (
      SELECT h.*, row_number() OVER (
        PARTITION BY h.tenant_id, h.sender_id, h.state = 'queued' ORDER BY h.free_at, h.at) AS turn
      FROM heads h
    )
    SELECT r.tenant_id, r.conversation_id, r.message_id, r.state, r.provider_account_id, r.free_at FROM ranked r
    ORDER BY r.free_at > at_ms, CASE WHEN r.free_at <= at_ms THEN r.turn END, r.free_at LIMIT how_many
  $$;

REVOKE EXECUTE ON FUNCTION find_member, find_invitation, works_elsewhere FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_member, find_invitation, works_elsewhere TO casement_app;
`;

// The tables of better-auth as its own schema tool writes them, and sessions that were ended with
// the wish that their desktop removes what it holds: the desktop is known by its token's SHA-256.
const auth = `
SET LOCAL ROLE casement_auth;
SET LOCAL search_path = casement_auth;

ALTER TABLE "user" ADD COLUMN "twoFactorEnabled" boolean;
CREATE TABLE "twoFactor" (
  "id" text NOT NULL PRIMARY KEY,
  "secret" text NOT NULL,
  "backupCodes" text NOT NULL,
  "userId" text NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
CREATE INDEX "twoFactor_secret_idx" ON "twoFactor" ("secret");
CREATE INDEX "twoFactor_userId_idx" ON "twoFactor" ("userId");

CREATE TABLE wiped_sessions (
  token text NOT NULL PRIMARY KEY CHECK (token ~ '^[0-9a-f]{64}$'),
  session_id text NOT NULL,
  user_id text NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
  device text,
  at timestamptz NOT NULL DEFAULT now(),
  told_at timestamptz
);
CREATE INDEX wiped_sessions_session ON wiped_sessions (session_id);
CREATE INDEX wiped_sessions_user ON wiped_sessions (user_id);
`;

export const people: Migration = {
  number: 10,
  name: 'people',
  sql: [tables, functions, auth].join('\n'),
};
