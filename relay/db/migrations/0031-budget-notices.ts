import type { Migration } from '../migrate.ts';

/* Shares of budgets that were reached, as admins are told of them; each puts them away alone. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const own = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT ON ${table} TO casement_app;
`;

const tables = `
CREATE TABLE budget_notices (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  at bigint NOT NULL,
  scope text NOT NULL,
  period text NOT NULL,
  starts_on text NOT NULL,
  percent integer NOT NULL,
  cap_micro bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  -- A cap that is changed is told of again.
  UNIQUE (tenant_id, scope, period, starts_on, percent, cap_micro)
);
${own('budget_notices')}

CREATE TABLE budget_notices_dismissed (
  tenant_id uuid NOT NULL REFERENCES tenants,
  notice_id uuid NOT NULL,
  person_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, notice_id, person_id),
  FOREIGN KEY (tenant_id, notice_id) REFERENCES budget_notices (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, id)
);
${own('budget_notices_dismissed')}
`;

const functions = `
-- As before, and to admins.
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
      INSERT INTO budget_notices (tenant_id, at, scope, period, starts_on, percent, cap_micro)
      VALUES (NEW.tenant_id, database_ms(), NEW.scope, NEW.period, NEW.starts_on, share, cap)
      ON CONFLICT DO NOTHING;
      PERFORM tell_outside(NEW.tenant_id, 'budget.reached', database_ms(), jsonb_build_object(
        'scope', NEW.scope, 'period', NEW.period, 'startsOn', NEW.starts_on, 'percent', share,
        'capMicros', cap, 'spentMicros', NEW.spent_micro, 'reservedMicros', NEW.reserved_micro),
        concat_ws(' ', 'budget', nullif(NEW.scope, ''), NEW.period, NEW.starts_on, share, cap));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
`;

export const budgetNotices: Migration = {
  number: 31,
  name: 'budget-notices',
  sql: tables + functions,
};
