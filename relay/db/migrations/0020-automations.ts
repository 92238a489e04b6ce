import type { Migration } from '../migrate.ts';

/* Messages that go out by themselves when something happens to an order, and what became of each. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const own = (table: string, rights: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT ${rights} ON ${table} TO casement_app;
`;

export const automations: Migration = {
  number: 20,
  name: 'automations',
  sql: `
CREATE TABLE automations (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  plan jsonb NOT NULL, -- as in the contract
  event text GENERATED ALWAYS AS (plan ->> 'event') STORED,
  is_on boolean NOT NULL,
  archived boolean NOT NULL,
  change_no bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX automations_changed ON automations (tenant_id, change_no);
${own('automations', 'SELECT, INSERT, UPDATE')}

-- Each event once under each automation.
CREATE TABLE automation_runs (
  tenant_id uuid NOT NULL REFERENCES tenants,
  number bigint GENERATED ALWAYS AS IDENTITY,
  automation_id uuid NOT NULL,
  event_number bigint NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'skipped')),
  due_at bigint NOT NULL,
  reason text,
  detail text,
  message_id uuid,
  CHECK ((state = 'skipped') = (reason IS NOT NULL)),
  CHECK ((state = 'sent') = (message_id IS NOT NULL)),
  PRIMARY KEY (tenant_id, number),
  UNIQUE (tenant_id, automation_id, event_number),
  FOREIGN KEY (tenant_id, automation_id) REFERENCES automations (tenant_id, id),
  FOREIGN KEY (tenant_id, event_number) REFERENCES order_events (tenant_id, number)
);
CREATE INDEX automation_runs_log ON automation_runs (tenant_id, automation_id, number DESC);
CREATE INDEX automation_runs_due ON automation_runs (due_at) WHERE state = 'waiting';
CREATE INDEX automation_runs_message ON automation_runs (tenant_id, message_id) WHERE message_id IS NOT NULL;
${own('automation_runs', 'SELECT, INSERT, UPDATE')}

-- In the transaction that puts an event down, so that none is missed and none is told twice.
CREATE FUNCTION plan_automations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO automation_runs (tenant_id, automation_id, event_number, due_at)
  SELECT NEW.tenant_id, a.id, NEW.number, NEW.at FROM automations a
  WHERE a.tenant_id = NEW.tenant_id AND a.event = NEW.kind AND a.is_on AND NOT a.archived
  ORDER BY a.id;
  RETURN NULL;
END $$;
CREATE TRIGGER order_events_automations AFTER INSERT ON order_events
  FOR EACH ROW EXECUTE FUNCTION plan_automations();

-- Events of all tenants that wait to be told, the most due first.
CREATE POLICY owner_finds_due ON automation_runs FOR SELECT TO casement_owner USING (state = 'waiting');
CREATE FUNCTION due_automation_runs(most integer)
  RETURNS TABLE (tenant_id uuid, run_number bigint, due bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, number, due_at FROM automation_runs
    WHERE state = 'waiting' ORDER BY due_at, number LIMIT most $$;
REVOKE EXECUTE ON FUNCTION due_automation_runs FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_automation_runs TO casement_app;
`,
};
