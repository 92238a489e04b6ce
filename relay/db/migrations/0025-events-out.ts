import type { Migration } from '../migrate.ts';

/* What the tenant's own systems are told: events are put down by triggers, in the transaction of
 * what happened, and only where a switched-on endpoint wants them. They hold ids and no texts:
 * what is told is read when it is delivered, so that nothing outlives its retention here. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const own = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO casement_app;
`;

const tables = `
CREATE TABLE endpoints (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  url text NOT NULL CHECK (url <> ''),
  description text NOT NULL,
  types text[] NOT NULL,
  is_on boolean NOT NULL,
  gone_at bigint, -- it answered 410 and was switched off
  secret bytea NOT NULL, -- encrypted by the relay's key
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
${own('endpoints')}

CREATE TABLE outgoing_events (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  type text NOT NULL,
  at bigint NOT NULL,
  facts jsonb NOT NULL,
  once text, -- what it tells of, where that is told once
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, once)
);
CREATE INDEX outgoing_events_old ON outgoing_events (tenant_id, at);
${own('outgoing_events')}

CREATE TABLE deliveries (
  tenant_id uuid NOT NULL REFERENCES tenants,
  number bigint GENERATED ALWAYS AS IDENTITY,
  endpoint_id uuid NOT NULL,
  event_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
  attempts integer NOT NULL DEFAULT 0, -- of all time
  tries integer NOT NULL DEFAULT 0, -- since it was put down or replayed: the back-off goes by them
  due_at bigint NOT NULL, -- while somebody delivers it: the end of the lease
  last_status integer,
  last_error text,
  ended_at bigint,
  PRIMARY KEY (tenant_id, number),
  UNIQUE (tenant_id, endpoint_id, event_id),
  FOREIGN KEY (tenant_id, endpoint_id) REFERENCES endpoints (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, event_id) REFERENCES outgoing_events (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX deliveries_due ON deliveries (tenant_id, endpoint_id, due_at) WHERE state = 'waiting';
CREATE INDEX deliveries_newest ON deliveries (tenant_id, endpoint_id, number DESC);
CREATE INDEX deliveries_event ON deliveries (tenant_id, event_id);
${own('deliveries')}
`;

const triggers = `
-- Puts an event down for the endpoints that want it; nothing where there is none.
CREATE FUNCTION tell_outside(of_tenant uuid, of_type text, happened bigint, what jsonb, only_once text DEFAULT NULL)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  made uuid;
BEGIN
  IF NOT EXISTS (SELECT FROM endpoints e
    WHERE e.tenant_id = of_tenant AND e.is_on AND of_type = ANY (e.types)) THEN
    RETURN;
  END IF;
  INSERT INTO outgoing_events (tenant_id, type, at, facts, once)
  VALUES (of_tenant, of_type, happened, what, only_once)
  ON CONFLICT (tenant_id, once) DO NOTHING RETURNING id INTO made;
  INSERT INTO deliveries (tenant_id, endpoint_id, event_id, due_at)
  -- A second early: the clocks of the database and of the relay may differ by as much.
  SELECT of_tenant, e.id, made, happened - 1000 FROM endpoints e
  WHERE made IS NOT NULL AND e.tenant_id = of_tenant AND e.is_on AND of_type = ANY (e.types)
  ORDER BY e.id;
END $$;

-- The clock of the database, which is the relay's: where a row says nothing of the time.
CREATE FUNCTION database_ms() RETURNS bigint LANGUAGE sql VOLATILE
  AS $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;

CREATE FUNCTION tell_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM tell_outside(NEW.tenant_id, 'message.received', NEW.received_at,
      jsonb_build_object('messageId', NEW.id));
  ELSE
    PERFORM tell_outside(NEW.tenant_id, 'message.status', database_ms(),
      jsonb_build_object('messageId', NEW.id, 'status', NEW.status, 'problem', NEW.problem));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER messages_received_outside AFTER INSERT ON messages
  FOR EACH ROW WHEN (NEW.direction = 'inbound') EXECUTE FUNCTION tell_message();
CREATE TRIGGER messages_status_outside AFTER UPDATE OF status ON messages
  FOR EACH ROW WHEN (NEW.direction = 'outbound' AND NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION tell_message();

CREATE FUNCTION tell_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_outside(NEW.tenant_id, 'consent.changed', NEW.at, jsonb_build_object(
    'contactId', NEW.contact_id, 'channel', NEW.channel, 'state', NEW.state, 'source', NEW.source));
  RETURN NULL;
END $$;
CREATE TRIGGER consent_entries_outside AFTER INSERT ON consent_entries
  FOR EACH ROW EXECUTE FUNCTION tell_consent();

CREATE FUNCTION tell_template() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_outside(NEW.tenant_id, 'template.decided', NEW.at, jsonb_build_object(
    'versionId', NEW.version_id, 'status', NEW.status, 'category', NEW.category, 'reason', NEW.reason));
  RETURN NULL;
END $$;
CREATE TRIGGER template_history_outside AFTER INSERT ON template_history
  FOR EACH ROW WHEN (NEW.status IN ('approved', 'rejected', 'paused', 'disabled', 'deleted'))
  EXECUTE FUNCTION tell_template();

CREATE FUNCTION tell_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_outside(NEW.tenant_id, 'conversation.handed_over', database_ms(), jsonb_build_object(
    'conversationId', NEW.id, 'contactId', NEW.contact_id,
    'owner', NEW.owner, 'assigneeId', NEW.assignee_id,
    'previousOwner', OLD.owner, 'previousAssigneeId', OLD.assignee_id));
  RETURN NULL;
END $$;
CREATE TRIGGER conversations_outside AFTER UPDATE OF owner, assignee_id ON conversations
  FOR EACH ROW WHEN (NEW.owner <> OLD.owner OR NEW.assignee_id IS DISTINCT FROM OLD.assignee_id)
  EXECUTE FUNCTION tell_handover();

-- Once per period, share and cap: a cap that is raised is told of again.
CREATE FUNCTION tell_budget() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cap bigint;
  share integer;
BEGIN
  SELECT b.cap_micro INTO cap FROM budgets b
  WHERE b.tenant_id = NEW.tenant_id AND b.period = NEW.period AND b.cap_micro > 0;
  IF cap IS NULL THEN
    RETURN NULL;
  END IF;
  FOREACH share IN ARRAY ARRAY[80, 100] LOOP
    IF (NEW.spent_micro + NEW.reserved_micro)::numeric * 100 >= cap::numeric * share THEN
      PERFORM tell_outside(NEW.tenant_id, 'budget.reached', database_ms(), jsonb_build_object(
        'period', NEW.period, 'startsOn', NEW.starts_on, 'percent', share, 'capMicros', cap,
        'spentMicros', NEW.spent_micro, 'reservedMicros', NEW.reserved_micro),
        concat_ws(' ', 'budget', NEW.period, NEW.starts_on, share, cap));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER spend_periods_outside AFTER UPDATE ON spend_periods
  FOR EACH ROW WHEN (NEW.spent_micro + NEW.reserved_micro > OLD.spent_micro + OLD.reserved_micro)
  EXECUTE FUNCTION tell_budget();
`;

const functions = `
CREATE POLICY owner_finds ON endpoints FOR SELECT TO casement_owner USING (true);
CREATE POLICY owner_finds_due ON deliveries FOR SELECT TO casement_owner USING (state = 'waiting');

-- What is due, of all tenants: of each endpoint a few, so that one that is slow keeps nobody else.
CREATE FUNCTION due_deliveries(up_to bigint, of_each integer, most integer)
  RETURNS TABLE (tenant_id uuid, endpoint_id uuid, number bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT d.tenant_id, d.endpoint_id, d.number FROM endpoints e CROSS JOIN LATERAL (
      SELECT * FROM deliveries w WHERE w.tenant_id = e.tenant_id AND w.endpoint_id = e.id
        AND w.state = 'waiting' AND w.due_at <= up_to ORDER BY w.due_at LIMIT of_each) d
    WHERE e.is_on ORDER BY d.due_at LIMIT most $$;

-- Tenants that have an endpoint, and whether one of them wants this type.
CREATE FUNCTION tenants_with_endpoints(of_type text)
  RETURNS TABLE (tenant_id uuid, wants boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$ SELECT tenant_id, bool_or(is_on AND of_type = ANY (types)) FROM endpoints GROUP BY tenant_id $$;

REVOKE EXECUTE ON FUNCTION tell_outside, database_ms, tell_message, tell_consent, tell_template,
  tell_handover, tell_budget, due_deliveries, tenants_with_endpoints FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_outside, database_ms, due_deliveries, tenants_with_endpoints TO casement_app;

-- Windows that close soon are looked for every minute.
CREATE INDEX conversations_last_inbound ON conversations (tenant_id, last_inbound_at)
  WHERE channel = 'whatsapp';
`;

export const eventsOut: Migration = {
  number: 25,
  name: 'events-out',
  sql: [tables, triggers, functions].join('\n'),
};
