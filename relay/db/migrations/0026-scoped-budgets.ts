import type { Migration } from '../migrate.ts';

/* Budgets of one category, market or sender beside those of everything, each with its own policy.
 * Sums of such a scope are kept only while there is a budget for it: whoever sets one fills them. */

const tables = `
ALTER TABLE spend_periods ADD COLUMN scope text NOT NULL DEFAULT ''; -- '': everything
ALTER TABLE spend_periods DROP CONSTRAINT spend_periods_pkey,
  ADD PRIMARY KEY (tenant_id, scope, period, starts_on);

ALTER TABLE budgets
  ADD COLUMN scope text NOT NULL DEFAULT '',
  ADD COLUMN alerts integer[] NOT NULL DEFAULT '{50,80,100}', -- per cent that are told of
  ADD COLUMN stops jsonb NOT NULL DEFAULT '{}', -- by category the per cent at which it stops; null: never
  ADD COLUMN override_micro bigint CHECK (override_micro BETWEEN 0 AND 9007199254740991),
  ADD COLUMN override_until bigint,
  ADD CHECK ((override_micro IS NULL) = (override_until IS NULL));
ALTER TABLE budgets DROP CONSTRAINT budgets_pkey, ADD PRIMARY KEY (tenant_id, scope, period);

-- Those in which a send counts, as it was when it was released.
ALTER TABLE reservations ADD COLUMN scopes text[] NOT NULL DEFAULT '{}';

ALTER TABLE tenant_rules
  ADD COLUMN monthly_cap_override bigint CHECK (monthly_cap_override BETWEEN 0 AND 9007199254740991),
  ADD COLUMN monthly_cap_override_until bigint,
  ADD CHECK ((monthly_cap_override IS NULL) = (monthly_cap_override_until IS NULL));

-- What is reserved where nobody knows the price and a budget is set; without it such a send stops.
CREATE TABLE price_ceilings (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  micro bigint NOT NULL CHECK (micro BETWEEN 0 AND 9007199254740991)
);
ALTER TABLE price_ceilings ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_ceilings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON price_ceilings
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid))
  WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON price_ceilings TO casement_app;
GRANT DELETE ON spend_periods TO casement_app;
`;

const functions = `
DROP FUNCTION change_periods(uuid, jsonb);
-- Adds to periods, one after the other in the order given, and gives what each comes to then. A
-- scope without a budget has no sums; whether there is one is looked at after the sums of everything
-- are locked, as whoever sets a budget holds them while filling its own.
CREATE FUNCTION change_periods(of_tenant uuid, given jsonb)
  RETURNS TABLE (scope text, period text, spent bigint, reserved bigint, unknown bigint)
  LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  g record;
BEGIN
  FOR g IN SELECT * FROM jsonb_to_recordset(given)
    AS j(scope text, period text, start text, spent bigint, reserved bigint, unknown bigint)
  LOOP
    CONTINUE WHEN g.scope <> '' AND NOT EXISTS (SELECT 1 FROM budgets b
      WHERE b.tenant_id = of_tenant AND b.scope = g.scope AND b.period = g.period);
    INSERT INTO spend_periods (tenant_id, scope, period, starts_on)
    VALUES (of_tenant, g.scope, g.period, g.start)
    ON CONFLICT DO NOTHING;
    RETURN QUERY UPDATE spend_periods p SET spent_micro = p.spent_micro + g.spent,
      reserved_micro = p.reserved_micro + g.reserved,
      unknown_count = p.unknown_count + g.unknown
    WHERE p.tenant_id = of_tenant AND p.scope = g.scope AND p.period = g.period
      AND p.starts_on = g.start
    RETURNING p.scope, p.period, p.spent_micro, p.reserved_micro, p.unknown_count;
  END LOOP;
END
$$;

-- The scopes in which a line of the ledger counts: as it was released, else as it was billed.
CREATE FUNCTION scopes_of_line(l ledger_lines) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT r.scopes FROM reservations r WHERE r.tenant_id = l.tenant_id
      AND r.message_id = l.message_id AND cardinality(r.scopes) > 0),
    array_remove(ARRAY[
      'category:' || coalesce((SELECT p.category FROM ledger_lines p
        WHERE p.tenant_id = l.tenant_id AND p.message_id = l.message_id
          AND p.component = 'platform' AND p.adjusts IS NULL), l.category),
      'market:' || l.market, 'sender:' || l.sender_id], NULL))
$$;

-- Once per scope, period, share and cap: a cap that is raised is told of again.
CREATE OR REPLACE FUNCTION tell_budget() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cap bigint;
  shares integer[];
  share integer;
BEGIN
  SELECT b.cap_micro, b.alerts INTO cap, shares FROM budgets b
  WHERE b.tenant_id = NEW.tenant_id AND b.scope = NEW.scope AND b.period = NEW.period
    AND b.cap_micro > 0;
  IF cap IS NULL THEN
    RETURN NULL;
  END IF;
  FOREACH share IN ARRAY shares LOOP
    IF (NEW.spent_micro + NEW.reserved_micro)::numeric * 100 >= cap::numeric * share THEN
      PERFORM tell_outside(NEW.tenant_id, 'budget.reached', database_ms(), jsonb_build_object(
        'scope', NEW.scope, 'period', NEW.period, 'startsOn', NEW.starts_on, 'percent', share,
        'capMicros', cap, 'spentMicros', NEW.spent_micro, 'reservedMicros', NEW.reserved_micro),
        concat_ws(' ', 'budget', nullif(NEW.scope, ''), NEW.period, NEW.starts_on, share, cap));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
`;

export const scopedBudgets: Migration = {
  number: 26,
  name: 'scoped budgets',
  sql: [tables, functions].join('\n'),
};
