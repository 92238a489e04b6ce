import type { Migration } from '../migrate.ts';

/* What messages cost. Amounts are millionths of a currency, in bigint; in JavaScript they are safe
 * integers. Whoever releases a send reserves the most that it can cost; a follower of the change
 * log settles it. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
/** What the largest safe integer leaves room for. */
const micro = 'CHECK (%s BETWEEN -9007199254740991 AND 9007199254740991)';
const exact = (column: string): string => micro.replace('%s', column);

const tables = `
-- What a tenant has agreed on: its own prices go before the published ones.
CREATE TABLE tenant_rates (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'), -- of its caps and sums
  contract jsonb NOT NULL, -- rows of prices, days of kept conversation billing, stated exchange rates
  saved_at bigint NOT NULL
);

-- The tenant's own caps; the operator's is in tenant_rules.
CREATE TABLE budgets (
  tenant_id uuid NOT NULL REFERENCES tenants,
  period text NOT NULL CHECK (period IN ('day', 'week', 'month')),
  cap_micro bigint NOT NULL CHECK (cap_micro >= 0) ${exact('cap_micro')},
  PRIMARY KEY (tenant_id, period)
);

-- Of each day, week and month in the tenant's zone, by its first day, whether there is a cap or not:
-- a new cap counts what was spent before it.
CREATE TABLE spend_periods (
  tenant_id uuid NOT NULL REFERENCES tenants,
  period text NOT NULL CHECK (period IN ('day', 'week', 'month')),
  starts_on text NOT NULL,
  spent_micro bigint NOT NULL DEFAULT 0 ${exact('spent_micro')},
  reserved_micro bigint NOT NULL DEFAULT 0 CHECK (reserved_micro >= 0) ${exact('reserved_micro')},
  unknown_count bigint NOT NULL DEFAULT 0, -- lines that nobody has a price for
  PRIMARY KEY (tenant_id, period, starts_on)
);

-- The most that a send on its way can cost, and in which periods it counts.
CREATE TABLE reservations (
  tenant_id uuid NOT NULL REFERENCES tenants,
  message_id uuid NOT NULL,
  micro bigint NOT NULL CHECK (micro >= 0), -- 0 where no price is known and no cap is set
  starts_on text[] NOT NULL CHECK (cardinality(starts_on) = 3), -- day, week, month
  held_at bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('held', 'settled', 'released')),
  PRIMARY KEY (tenant_id, message_id)
);
CREATE INDEX reservations_held ON reservations (tenant_id, held_at) WHERE state = 'held';

-- Added to and never changed: each line of what a message cost, and why.
CREATE TABLE ledger_lines (
  tenant_id uuid NOT NULL REFERENCES tenants,
  number bigint GENERATED ALWAYS AS IDENTITY,
  message_id uuid NOT NULL,
  component text NOT NULL CHECK (component IN ('platform', 'provider', 'sms')),
  conversation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  person_id uuid, -- who wrote it
  template_id uuid,
  category text NOT NULL,
  market text, -- null: the address is of none
  day text NOT NULL, -- in the tenant's zone
  regime text NOT NULL,
  billing_conversation uuid NOT NULL, -- the message that opened it
  opened_at bigint NOT NULL,
  initiator text NOT NULL CHECK (initiator IN ('business', 'customer')),
  kind text NOT NULL CHECK (kind IN ('charged', 'free', 'unknown')),
  reason text NOT NULL,
  micro bigint ${exact('micro')}, -- null where nothing is charged, or nobody knows
  currency text,
  card text,
  card_from text,
  carried boolean,
  confidence text,
  at bigint NOT NULL, -- when it was settled
  PRIMARY KEY (tenant_id, number),
  UNIQUE (tenant_id, message_id, component),
  CHECK ((kind = 'charged') = (micro IS NOT NULL AND currency IS NOT NULL AND card IS NOT NULL))
);
CREATE INDEX ledger_lines_day ON ledger_lines (tenant_id, day);

-- What the rules know of a number and a customer before the next message.
CREATE TABLE billing_pairs (
  tenant_id uuid NOT NULL REFERENCES tenants,
  conversation_id uuid NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id)
);

-- What is used up of a month's allowances and volumes.
CREATE TABLE billing_usage (
  tenant_id uuid NOT NULL REFERENCES tenants,
  key text NOT NULL,
  count bigint NOT NULL CHECK (count >= 0),
  PRIMARY KEY (tenant_id, key)
);

-- Up to which change number messages have been settled.
CREATE TABLE billing_cursors (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  change_no bigint NOT NULL
);
`;

const policies = [
  ['tenant_rates', 'SELECT, INSERT, UPDATE'],
  ['budgets', 'SELECT, INSERT, UPDATE, DELETE'],
  ['spend_periods', 'SELECT, INSERT, UPDATE'],
  ['reservations', 'SELECT, INSERT, UPDATE'],
  ['ledger_lines', 'SELECT, INSERT'],
  ['billing_pairs', 'SELECT, INSERT, UPDATE'],
  ['billing_usage', 'SELECT, INSERT, UPDATE'],
  ['billing_cursors', 'SELECT, INSERT, UPDATE'],
]
  .map(
    ([table, rights]) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT ${rights} ON ${table} TO casement_app;`,
  )
  .join('\n');

const functions = `
-- Adds to periods, one after the other in the order given, and gives what each comes to then.
CREATE FUNCTION change_periods(of_tenant uuid, given jsonb)
  RETURNS TABLE (period text, spent bigint, reserved bigint, unknown bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  g record;
BEGIN
  FOR g IN SELECT * FROM jsonb_to_recordset(given)
    AS j(period text, start text, spent bigint, reserved bigint, unknown bigint)
  LOOP
    INSERT INTO spend_periods (tenant_id, period, starts_on) VALUES (of_tenant, g.period, g.start)
    ON CONFLICT DO NOTHING;
    RETURN QUERY UPDATE spend_periods p SET spent_micro = p.spent_micro + g.spent,
      reserved_micro = p.reserved_micro + g.reserved, unknown_count = p.unknown_count + g.unknown
    WHERE p.tenant_id = of_tenant AND p.period = g.period AND p.starts_on = g.start
    RETURNING p.period, p.spent_micro, p.reserved_micro, p.unknown_count;
  END LOOP;
END
$$;
`;

export const billing: Migration = {
  number: 19,
  name: 'billing',
  sql: [tables, policies, functions].join('\n'),
};
