import type { Migration } from '../migrate.ts';

/* Sums of the ledger by day and by everything of which there are few, so that a month is shown
 * without reading its lines. A trigger adds each statement's lines in its own transaction. */

const tables = `
CREATE TABLE spend_days (
  tenant_id uuid NOT NULL REFERENCES tenants,
  day text NOT NULL,
  category text NOT NULL,
  market text NOT NULL, -- '' in the following columns: none
  sender_id text NOT NULL,
  person_id text NOT NULL,
  template_id text NOT NULL,
  automation_id text NOT NULL,
  author_kind text NOT NULL,
  initiator text NOT NULL,
  reason text NOT NULL,
  currency text NOT NULL, -- '': nothing is charged, or nobody knows
  micro bigint NOT NULL,
  free bigint NOT NULL,
  unknown bigint NOT NULL,
  PRIMARY KEY (tenant_id, day, category, market, sender_id, person_id, template_id, automation_id,
    author_kind, initiator, reason, currency)
);
ALTER TABLE spend_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE spend_days FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON spend_days
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid))
  WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid));
CREATE POLICY owner_fills ON spend_days FOR INSERT TO casement_owner WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON spend_days TO casement_app;
`;

const sums = (from: string): string => `
  SELECT tenant_id, day, category, coalesce(market, ''), sender_id::text,
    coalesce(person_id::text, ''), coalesce(template_id::text, ''),
    coalesce(automation_id::text, ''), coalesce(author_kind, ''), initiator, reason,
    coalesce(currency, ''), coalesce(sum(micro), 0)::bigint, count(*) FILTER (WHERE kind = 'free'),
    count(*) FILTER (WHERE kind = 'unknown') - count(*) FILTER (WHERE adjusts = 'unknown')
  FROM ${from} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`;

const functions = `
CREATE POLICY owner_reads ON ledger_lines FOR SELECT TO casement_owner USING (true);
INSERT INTO spend_days ${sums('ledger_lines')};
DROP POLICY owner_reads ON ledger_lines;
DROP POLICY owner_fills ON spend_days;

-- In one order, so that two who settle do not wait for each other in a circle.
CREATE FUNCTION add_to_spend_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO spend_days AS d ${sums('fresh')}
  ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
  ON CONFLICT (tenant_id, day, category, market, sender_id, person_id, template_id, automation_id,
    author_kind, initiator, reason, currency)
  DO UPDATE SET micro = d.micro + excluded.micro, free = d.free + excluded.free,
    unknown = d.unknown + excluded.unknown;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_lines_sums AFTER INSERT ON ledger_lines
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION add_to_spend_days();
`;

export const spendDays: Migration = {
  number: 27,
  name: 'spend days',
  sql: [tables, functions].join('\n'),
};
