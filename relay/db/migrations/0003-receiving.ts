import type { Migration } from '../migrate.ts';

/* Receiving what came together in one call, and reading the provider's list again.
 *
 * `receive_messages` is what `receiveInbound` of the relay does for one message, for all
 * messages of a tenant that came together: every statement is for the whole group, and the
 * statements are planned once per connection. What is rare it leaves to the relay (`apart`). */

const functions = `
-- A customer's message on its way into the database, as the relay has read it.
CREATE TYPE inbound AS (
  place integer, -- from 1, without gaps, in the order of receipt
  account uuid,
  channel text,
  sender text, -- E.164, whom it was written to
  phone text,
  user_id text,
  sid text,
  -- For what may have to be made:
  message_id uuid,
  conversation_id uuid,
  contact_id uuid,
  name text,
  profile_name text,
  country text,
  kind text,
  body text,
  location jsonb,
  button jsonb,
  referral jsonb,
  quoted text, -- SID
  at bigint,
  received_at bigint,
  summary jsonb, -- the conversation's line in the inbox, if this is its newest message
  media jsonb
);

-- Stores messages of one tenant, none of them with a word of consent; two messages with a common
-- address must have both addresses in common. Gives {"head": the highest change number or null, "outcomes": ["stored" | "seen" |
-- "no_sender" | "apart"]}: from the first that is "apart" on, which joins two contacts, nothing
-- was done. Locks: the tenant's receiving, conversations by id, contacts by id,
-- the counter last; what follows it waits for nobody.
CREATE FUNCTION receive_messages(of_tenant uuid, messages jsonb) RETURNS jsonb
LANGUAGE plpgsql
-- Plans are kept: one that was made while the tables were small must not read them whole later.
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  given inbound[];
  outcomes text[];
  senders_of uuid[];
  contacts_of uuid[];
  new_contacts uuid[];
  locked uuid[];
  news_of uuid[];
  conversations_of uuid[];
  message_count bigint;
  conversation_count bigint;
  total bigint;
  head bigint;
  number bigint;
BEGIN
  PERFORM set_config('app.tenant', of_tenant::text, true);
  PERFORM pg_advisory_xact_lock(hashtextextended(of_tenant::text || ' receiving', 0));
  given := ARRAY(SELECT r FROM jsonb_populate_recordset(NULL::inbound, messages) AS r);

  SELECT array_agg(r.outcome ORDER BY r.place), array_agg(r.sender_id ORDER BY r.place),
    array_agg(coalesce(r.known[1], r.made) ORDER BY r.place),
    array_agg(DISTINCT r.made) FILTER (WHERE r.outcome = 'stored' AND r.known[1] IS NULL)
  INTO outcomes, senders_of, contacts_of, new_contacts
  FROM (
    SELECT f.*, CASE
        WHEN f.place >= min(f.place) FILTER (WHERE f.found = 'apart') OVER () THEN 'apart'
        WHEN f.found <> 'stored' THEN f.found
        WHEN row_number() OVER (PARTITION BY f.found, f.sid ORDER BY f.place) > 1 THEN 'seen'
        ELSE 'stored'
      END AS outcome
    FROM (
      SELECT g.place, g.sid, s.id AS sender_id, p.known,
        first_value(g.contact_id) OVER (PARTITION BY g.phone, g.user_id ORDER BY g.place) AS made,
        CASE
          WHEN s.id IS NULL THEN 'no_sender'
          WHEN b.id IS NOT NULL THEN 'seen'
          WHEN cardinality(p.known) > 1 THEN 'apart'
          ELSE 'stored'
        END AS found
      FROM unnest(given) AS g
      LEFT JOIN senders s ON s.tenant_id = of_tenant AND s.channel = g.channel AND s.address = g.sender
        AND s.provider_account_id = g.account
      -- As a subquery of its own: EXISTS is planned as a hash of all messages.
      LEFT JOIN LATERAL (SELECT m.id FROM messages m
        WHERE m.tenant_id = of_tenant AND m.provider_sid = g.sid LIMIT 1) AS b ON true
      CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT a.contact_id) AS known FROM contact_addresses a
        WHERE a.tenant_id = of_tenant AND a.channel IN ('whatsapp', 'sms') AND a.address IN (g.phone, g.user_id)
      ) AS p
    ) AS f
  ) AS r;

  SELECT count(*), count(DISTINCT (w.sender_id, w.contact)) INTO message_count, conversation_count
  FROM unnest(outcomes, senders_of, contacts_of) AS w(outcome, sender_id, contact) WHERE w.outcome = 'stored';
  IF message_count = 0 THEN
    RETURN jsonb_build_object('head', NULL, 'outcomes', to_jsonb(outcomes));
  END IF;

  -- By their ids: what is asked by keys and in an order at once is planned as if there were few.
  SELECT array_agg(k.id) INTO locked
  FROM (SELECT DISTINCT w.sender_id, w.contact
    FROM unnest(outcomes, senders_of, contacts_of) AS w(outcome, sender_id, contact) WHERE w.outcome = 'stored') AS w
  CROSS JOIN LATERAL (SELECT c.id FROM conversations c
    WHERE c.tenant_id = of_tenant AND c.sender_id = w.sender_id AND c.contact_id = w.contact OFFSET 0) AS k;
  IF locked IS NOT NULL THEN
    PERFORM FROM conversations c WHERE c.tenant_id = of_tenant AND c.id = ANY (locked) ORDER BY c.id FOR UPDATE;
  END IF;

  -- Contacts of whom the messages tell something new.
  SELECT array_agg(p.contact ORDER BY p.contact) INTO news_of
  FROM (
    SELECT w.contact, (array_agg(g.profile_name ORDER BY g.place DESC) FILTER (WHERE g.profile_name IS NOT NULL))[1] AS profile_name,
      (array_agg(g.phone ORDER BY g.place) FILTER (WHERE g.phone IS NOT NULL))[1] AS phone,
      (array_agg(g.user_id ORDER BY g.place) FILTER (WHERE g.user_id IS NOT NULL))[1] AS user_id
    FROM unnest(outcomes, contacts_of) WITH ORDINALITY AS w(outcome, contact, place)
    JOIN unnest(given) AS g ON g.place = w.place
    WHERE w.outcome = 'stored' GROUP BY w.contact
  ) AS p
  CROSS JOIN LATERAL (SELECT c.profile_name, c.phone, c.whatsapp_user_id FROM contacts c
    WHERE c.tenant_id = of_tenant AND c.id = p.contact OFFSET 0) AS c
  WHERE (c.profile_name, c.phone, c.whatsapp_user_id) IS DISTINCT FROM
    (coalesce(p.profile_name, c.profile_name), coalesce(c.phone, p.phone), coalesce(c.whatsapp_user_id, p.user_id));
  IF news_of IS NOT NULL THEN
    PERFORM FROM contacts c WHERE c.tenant_id = of_tenant AND c.id = ANY (news_of) ORDER BY c.id FOR NO KEY UPDATE;
  END IF;

  total := coalesce(cardinality(new_contacts), 0) + coalesce(cardinality(news_of), 0) + message_count + conversation_count;
  UPDATE tenant_counters SET last_change = last_change + total WHERE tenant_id = of_tenant
  RETURNING last_change INTO STRICT head;
  number := head - total;

  IF new_contacts IS NOT NULL THEN
    INSERT INTO contacts (tenant_id, id, name, profile_name, phone, whatsapp_user_id, country, created_at, change_no)
    SELECT of_tenant, p.contact, p.names[1], p.profile_names[1], p.phone, p.user_id, p.countries[1], p.times[1],
      number + row_number() OVER (ORDER BY p.first)
    FROM (
      SELECT w.contact, g.phone, g.user_id, min(g.place) AS first,
        array_agg(g.name ORDER BY g.place) AS names,
        array_agg(g.profile_name ORDER BY g.place DESC) FILTER (WHERE g.profile_name IS NOT NULL) AS profile_names,
        array_agg(g.country ORDER BY g.place) AS countries,
        array_agg(g.received_at ORDER BY g.place) AS times
      FROM unnest(outcomes, contacts_of) WITH ORDINALITY AS w(outcome, contact, place)
      JOIN unnest(given) AS g ON g.place = w.place
      WHERE w.outcome = 'stored' AND w.contact = ANY (new_contacts) GROUP BY w.contact, g.phone, g.user_id
    ) AS p;
    number := number + cardinality(new_contacts);
  END IF;

  IF news_of IS NOT NULL THEN
    UPDATE contacts c SET profile_name = coalesce(p.profile_name, c.profile_name), phone = coalesce(c.phone, p.phone),
      whatsapp_user_id = coalesce(c.whatsapp_user_id, p.user_id), change_no = number + p.place
    FROM (
      SELECT w.contact, row_number() OVER (ORDER BY w.contact) AS place,
        (array_agg(g.profile_name ORDER BY g.place DESC) FILTER (WHERE g.profile_name IS NOT NULL))[1] AS profile_name,
        (array_agg(g.phone ORDER BY g.place) FILTER (WHERE g.phone IS NOT NULL))[1] AS phone,
        (array_agg(g.user_id ORDER BY g.place) FILTER (WHERE g.user_id IS NOT NULL))[1] AS user_id
      FROM unnest(outcomes, contacts_of) WITH ORDINALITY AS w(outcome, contact, place)
      JOIN unnest(given) AS g ON g.place = w.place
      WHERE w.outcome = 'stored' AND w.contact = ANY (news_of) GROUP BY w.contact
    ) AS p
    WHERE c.tenant_id = of_tenant AND c.id = p.contact;
    number := number + cardinality(news_of);
  END IF;

  INSERT INTO contact_addresses (tenant_id, channel, address, contact_id)
  SELECT DISTINCT of_tenant, g.channel, a.address, w.contact
  FROM unnest(outcomes, contacts_of) WITH ORDINALITY AS w(outcome, contact, place)
  JOIN unnest(given) AS g ON g.place = w.place
  CROSS JOIN LATERAL (VALUES (g.phone), (g.user_id)) AS a(address)
  WHERE w.outcome = 'stored' AND a.address IS NOT NULL
  ON CONFLICT DO NOTHING;

  WITH written AS (
    INSERT INTO conversations AS c (tenant_id, id, contact_id, sender_id, channel, address, last_inbound_at,
      entry_point_clicked_at, unread_count, last_message_at, last_message, created_at, change_no)
    SELECT of_tenant, t.ids[1], t.contact, t.sender_id, t.channel, t.addresses[1], t.latest, t.clicked, t.messages,
      t.latest, t.summaries[1], t.times[1], number + message_count + row_number() OVER (ORDER BY t.first)
    FROM (
      SELECT w.sender_id, w.contact, g.channel, min(g.place) AS first, count(*) AS messages, max(g.at) AS latest,
        max(g.at) FILTER (WHERE g.referral IS NOT NULL) AS clicked,
        array_agg(g.conversation_id ORDER BY g.place) AS ids,
        array_agg(coalesce(g.phone, g.user_id) ORDER BY g.place DESC) AS addresses,
        array_agg(g.summary ORDER BY g.at DESC, g.message_id DESC) AS summaries,
        array_agg(g.at ORDER BY g.place) AS times
      FROM unnest(outcomes, senders_of, contacts_of) WITH ORDINALITY AS w(outcome, sender_id, contact, place)
      JOIN unnest(given) AS g ON g.place = w.place
      WHERE w.outcome = 'stored' GROUP BY w.sender_id, w.contact, g.channel
    ) AS t
    ON CONFLICT (tenant_id, sender_id, contact_id) DO UPDATE SET
      status = 'open',
      address = excluded.address,
      -- The latest counts, in whatever order the messages came.
      last_inbound_at = greatest(c.last_inbound_at, excluded.last_inbound_at),
      unread_count = c.unread_count + excluded.unread_count,
      -- One that is open goes on to its end, whatever is clicked meanwhile.
      entry_point_clicked_at = greatest(c.entry_point_clicked_at, excluded.entry_point_clicked_at),
      (last_message_at, last_message) = (SELECT n.at, n.summary FROM (VALUES
          (c.last_message_at, c.last_message), (excluded.last_message_at, excluded.last_message)) AS n(at, summary)
        WHERE n.summary IS NOT NULL ORDER BY n.at DESC, (n.summary->>'id')::uuid DESC LIMIT 1),
      change_no = excluded.change_no
    RETURNING id, sender_id, contact_id
  )
  SELECT array_agg(t.id ORDER BY w.place) INTO conversations_of
  FROM unnest(senders_of, contacts_of) WITH ORDINALITY AS w(sender_id, contact, place)
  LEFT JOIN written AS t ON t.sender_id = w.sender_id AND t.contact_id = w.contact;

  INSERT INTO messages (tenant_id, id, conversation_id, direction, kind, body, location, button, referral, replies_to_id,
    author_kind, at, received_at, status, provider_sid, change_no)
  SELECT of_tenant, g.message_id, w.conversation, 'inbound', g.kind, g.body, g.location, g.button, g.referral,
    CASE WHEN g.quoted IS NOT NULL THEN coalesce(
      (SELECT m.id FROM messages m
        WHERE m.tenant_id = of_tenant AND m.provider_sid = g.quoted AND m.conversation_id = w.conversation),
      (SELECT e.message_id FROM unnest(given) AS e JOIN unnest(outcomes, conversations_of) WITH ORDINALITY AS v(outcome, conversation, place)
          ON v.place = e.place
        WHERE e.sid = g.quoted AND e.place < g.place AND v.outcome = 'stored' AND v.conversation = w.conversation))
    END,
    'contact', g.at, g.received_at, 'received', g.sid, number + row_number() OVER (ORDER BY g.place)
  FROM unnest(outcomes, conversations_of) WITH ORDINALITY AS w(outcome, conversation, place)
  JOIN unnest(given) AS g ON g.place = w.place
  WHERE w.outcome = 'stored';

  IF EXISTS (SELECT FROM unnest(given) AS g WHERE g.media IS NOT NULL) THEN
    INSERT INTO media (tenant_id, id, message_id, position, content_type, provider_url)
    SELECT of_tenant, f.id, g.message_id, f.position, f.content_type, f.url
    FROM unnest(outcomes) WITH ORDINALITY AS w(outcome, place)
    JOIN unnest(given) AS g ON g.place = w.place
    CROSS JOIN jsonb_to_recordset(g.media) AS f(id uuid, position integer, content_type text, url text)
    WHERE w.outcome = 'stored' AND g.media IS NOT NULL;
  END IF;

  RETURN jsonb_build_object('head', head, 'outcomes', to_jsonb(outcomes));
END
$$;
REVOKE EXECUTE ON FUNCTION receive_messages FROM PUBLIC;
GRANT EXECUTE ON FUNCTION receive_messages TO casement_app;
`;

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;

const backfills = `
-- How far the list of an account's messages at the provider has been read.
CREATE TABLE backfills (
  tenant_id uuid NOT NULL REFERENCES tenants,
  provider_account_id uuid NOT NULL,
  read_up_to bigint, -- ms by the provider's dates: what is older is stored; null: never read
  due_at bigint NOT NULL, -- ms, when to read next; the relay that moves it on is the one that reads
  far_due_at bigint NOT NULL, -- ms, when to read further back next, for statuses that came late
  failures integer NOT NULL DEFAULT 0, -- in a row
  PRIMARY KEY (tenant_id, provider_account_id),
  FOREIGN KEY (tenant_id, provider_account_id) REFERENCES provider_accounts (tenant_id, id)
);
ALTER TABLE backfills ENABLE ROW LEVEL SECURITY;
ALTER TABLE backfills FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON backfills USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
CREATE POLICY owner_finds ON backfills FOR SELECT TO casement_owner USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON backfills TO casement_app;

-- The accounts, of all tenants, whose list is to be read now.
CREATE FUNCTION due_backfills(up_to bigint) RETURNS TABLE (tenant_id uuid, account_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = casement, pg_temp
  AS $$
    SELECT a.tenant_id, a.id FROM provider_accounts a
    LEFT JOIN backfills b ON b.tenant_id = a.tenant_id AND b.provider_account_id = a.id
    WHERE b.due_at IS NULL OR b.due_at <= up_to
    ORDER BY b.due_at NULLS FIRST, a.id
  $$;
REVOKE EXECUTE ON FUNCTION due_backfills FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_backfills TO casement_app;
`;

export const receiving: Migration = {
  number: 3,
  name: 'receiving',
  sql: functions + backfills,
};
