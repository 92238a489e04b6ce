import type { Migration } from '../migrate.ts';

/* How fast messages may leave: per sender, per sender and person, and not at all while the
 * provider asks for a pause. Kept here, so that all relays of a database share it. Times are
 * milliseconds on the relay's clock, which is given: nothing here reads another one. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const tables = `
ALTER TABLE senders ADD COLUMN messages_per_second integer NOT NULL DEFAULT 80
  CHECK (messages_per_second BETWEEN 1 AND 1000);

-- Until when what has left takes up the pace of one sender to one person (GCRA's theoretical arrival).
ALTER TABLE conversations ADD COLUMN paced_until bigint;

-- The same for the sender as a whole; with fractions, as a message may take up less than one ms.
CREATE TABLE sender_pace (
  tenant_id uuid NOT NULL REFERENCES tenants,
  sender_id uuid NOT NULL,
  paced_until double precision NOT NULL,
  PRIMARY KEY (tenant_id, sender_id),
  FOREIGN KEY (tenant_id, sender_id) REFERENCES senders (tenant_id, id)
) WITH (fillfactor = 50);

-- Accounts whose provider has answered 429 and has not taken a message since.
CREATE TABLE account_pauses (
  tenant_id uuid NOT NULL REFERENCES tenants,
  provider_account_id uuid NOT NULL,
  until bigint NOT NULL, -- until then nobody calls; then one message is tried
  noted_at bigint NOT NULL, -- answers to calls that were released before tell nothing new
  in_a_row integer NOT NULL,
  PRIMARY KEY (tenant_id, provider_account_id),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id)
);
`;

const policies = ['sender_pace', 'account_pauses']
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
CREATE POLICY owner_finds ON ${table} FOR SELECT TO casement_owner USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO casement_app;`,
  )
  .join('\n');

const functions = `
CREATE POLICY owner_finds ON senders FOR SELECT TO casement_owner USING (true);

-- Takes a message's turn, in the transaction that releases it: its conversation is locked, and
-- what follows waits for nobody but the counter. Gives when to ask again, or null where the turn
-- was taken; whether this message waits alone, or all of its sender or account, which due_sends
-- knows by itself; and whether it is the one message that is tried after a pause.
-- @pair_ms, pair_burst: one message per so many ms to one person, so many at once
-- @burst_ms: so much of the sender's pace may be used at once
-- @trial_ms: how long others wait for the message that is tried
CREATE FUNCTION take_turn(of_tenant uuid, of_conversation uuid, at_ms bigint,
    pair_ms integer, pair_burst integer, burst_ms integer, trial_ms integer)
  RETURNS TABLE (wait_until bigint, is_alone boolean, is_trial boolean)
  LANGUAGE plpgsql AS $$
DECLARE
  pair bigint;
  pause bigint;
  rate integer;
  account uuid;
  the_sender uuid;
  is_whatsapp boolean;
  free double precision;
BEGIN
  SELECT c.paced_until, c.channel = 'whatsapp', s.id, s.messages_per_second, s.provider_account_id, a.until
  INTO STRICT pair, is_whatsapp, the_sender, rate, account, pause
  FROM conversations c
  JOIN senders s ON s.tenant_id = c.tenant_id AND s.id = c.sender_id
  LEFT JOIN account_pauses a ON a.tenant_id = s.tenant_id AND a.provider_account_id = s.provider_account_id
  WHERE c.tenant_id = of_tenant AND c.id = of_conversation;

  IF is_whatsapp AND pair - (pair_burst - 1) * pair_ms > at_ms THEN
    RETURN QUERY SELECT pair - (pair_burst - 1) * pair_ms, true, false;
    RETURN;
  END IF;
  IF pause > at_ms THEN
    RETURN QUERY SELECT pause, false, false;
    RETURN;
  END IF;

  INSERT INTO sender_pace AS p (tenant_id, sender_id, paced_until)
  VALUES (of_tenant, the_sender, at_ms + 1000.0 / rate)
  ON CONFLICT (tenant_id, sender_id) DO UPDATE SET paced_until = greatest(p.paced_until, at_ms) + 1000.0 / rate
  WHERE p.paced_until - burst_ms <= at_ms;
  IF NOT FOUND THEN
    SELECT p.paced_until - burst_ms INTO STRICT free FROM sender_pace p
    WHERE p.tenant_id = of_tenant AND p.sender_id = the_sender;
    RETURN QUERY SELECT greatest(ceil(free)::bigint, at_ms + 1), false, false;
    RETURN;
  END IF;

  IF pause IS NOT NULL THEN
    UPDATE account_pauses a SET until = at_ms + trial_ms
    WHERE a.tenant_id = of_tenant AND a.provider_account_id = account AND a.until <= at_ms;
    -- Another relay tries one already, or the pause is over.
    IF NOT FOUND THEN
      SELECT a.until INTO pause FROM account_pauses a WHERE a.tenant_id = of_tenant AND a.provider_account_id = account;
      IF pause > at_ms THEN
        RETURN QUERY SELECT pause, false, false;
        RETURN;
      END IF;
    END IF;
  END IF;

  IF is_whatsapp THEN
    UPDATE conversations c SET paced_until = greatest(coalesce(c.paced_until, 0), at_ms) + pair_ms
    WHERE c.tenant_id = of_tenant AND c.id = of_conversation;
  END IF;
  RETURN QUERY SELECT NULL::bigint, false, pause IS NOT NULL;
END
$$;

-- What is unfinished, found by sender: nobody's many messages hide another's few.
DROP INDEX sends_due;
CREATE INDEX sends_queued ON sends (tenant_id, sender_id, due_at) WHERE state = 'queued';
CREATE INDEX sends_called ON sends (tenant_id, sender_id, due_at) WHERE state IN ('calling', 'in_doubt');

-- The sends to look at, now or later, by the moment from which each may be looked at: of each
-- conversation the first that has not ended; behind one in doubt, after hold_ms, the next too.
-- What is due comes first, in turns of one per sender; the first that is not due is the next one.
DROP FUNCTION due_sends;
CREATE FUNCTION due_sends(at_ms bigint, hold_ms integer, burst_ms integer, per_sender integer, how_many integer)
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

REVOKE EXECUTE ON FUNCTION take_turn, due_sends FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_turn, due_sends TO casement_app;
`;

export const pacing: Migration = {
  number: 4,
  name: 'pacing',
  sql: tables + policies + functions,
};
