import type { Migration } from '../migrate.ts';

/* Receiving what came together in one call, and reading the provider's list again.
 *
 * `receive_messages` is what `receiveInbound` of the relay does for one message, for all
 * messages that came together, whoever's they are: every statement is for the whole group, and
 * is planned once per connection. What is rare it leaves to the relay (`apart`). How row-level
 * security stands behind it is in docs/decisions on receiving. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const ofGroup = `(SELECT nullif(current_setting('app.tenants', true), '')::uuid[])::uuid[]`;

const policies = [
  'tenant_counters',
  'contacts',
  'contact_addresses',
  'conversations',
  'messages',
  'media',
]
  .map(
    (table) => `
CREATE POLICY owner_receives ON ${table} TO casement_owner
  USING (tenant_id = ANY (${ofGroup})) WITH CHECK (tenant_id = ANY (${ofGroup}));`,
  )
  .join('');

const functions = `
CREATE POLICY owner_receives ON senders FOR SELECT TO casement_owner USING (tenant_id = ANY (${ofGroup}));
${policies}

-- A customer's message on its way into the database, as the relay has read it.
CREATE TYPE inbound AS (
  place integer, -- from 1, without gaps; of each tenant in the order of receipt
  tenant uuid,
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
-- What was found out about the message at the same place.
CREATE TYPE inbound_found AS (outcome text, sender_id uuid, contact uuid, is_new boolean, conversation uuid);
CREATE TYPE tenant_row AS (tenant uuid, id uuid);
-- How many rows of a tenant change; then the number before the first of each kind, and the last of all.
CREATE TYPE tenant_numbers AS (tenant uuid, contacts bigint, news bigint, messages bigint, conversations bigint, head bigint);

-- Stores messages, none of them with a word of consent; two messages of a tenant with a common
-- address must have both addresses in common. Gives {"heads": the highest change number of each
-- tenant that has changed, "outcomes": ["stored" | "seen" | "no_sender" | "apart"]}: of a tenant,
-- from the first that is "apart" on, which joins two contacts, nothing was done.
-- Locks: the receiving of each tenant, conversations by id, contacts by id, the counters
-- last; what follows them waits for nobody.
-- Runs as the owner, who sees the tenants of this group alone; and every statement names the tenant.
CREATE FUNCTION receive_messages(given_messages jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = casement, pg_temp
-- Plans are kept: one that was made while the tables were small must not read them whole later.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  given inbound[];
  tenants uuid[];
  finds inbound_found[];
  locked tenant_row[];
  news_of tenant_row[];
  numbers tenant_numbers[];
  written bigint;
BEGIN
  given := ARRAY(SELECT r FROM jsonb_populate_recordset(NULL::inbound, given_messages) AS r ORDER BY r.place);
  tenants := ARRAY(SELECT DISTINCT g.tenant FROM unnest(given) AS g ORDER BY g.tenant);
  -- Until the transaction ends; it is read by the policies of the owner alone.
  PERFORM set_config('app.tenants', tenants::text, true);
  -- In the order of the tenants: of two groups with the same ones, one waits for the other.
  PERFORM pg_advisory_xact_lock(hashtextextended(t.tenant::text || ' receiving', 0)) FROM unnest(tenants) AS t(tenant);

  SELECT array_agg(ROW(r.outcome, r.sender_id, coalesce(r.known[1], r.made), r.known IS NULL, NULL)::inbound_found ORDER BY r.place)
  INTO finds
  FROM (
    SELECT f.*, CASE
        WHEN f.place >= min(f.place) FILTER (WHERE f.found = 'apart') OVER (PARTITION BY f.tenant) THEN 'apart'
        WHEN f.found <> 'stored' THEN f.found
        WHEN row_number() OVER (PARTITION BY f.tenant, f.found, f.sid ORDER BY f.place) > 1 THEN 'seen'
        ELSE 'stored'
      END AS outcome
    FROM (
      SELECT g.place, g.tenant, g.sid, s.id AS sender_id, p.known,
        first_value(g.contact_id) OVER (PARTITION BY g.tenant, g.phone, g.user_id ORDER BY g.place) AS made,
        CASE
          WHEN s.id IS NULL THEN 'no_sender'
          WHEN b.id IS NOT NULL THEN 'seen'
          WHEN cardinality(p.known) > 1 THEN 'apart'
          ELSE 'stored'
        END AS found
      FROM unnest(given) AS g
      LEFT JOIN senders s ON s.tenant_id = g.tenant AND s.channel = g.channel AND s.address = g.sender
        AND s.provider_account_id = g.account
      -- As a subquery of its own: EXISTS is planned as a hash of all messages.
      LEFT JOIN LATERAL (SELECT m.id FROM messages m
        WHERE m.tenant_id = g.tenant AND m.provider_sid = g.sid LIMIT 1) AS b ON true
      CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT a.contact_id) AS known FROM contact_addresses a
        WHERE a.tenant_id = g.tenant AND a.channel IN ('whatsapp', 'sms') AND a.address IN (g.phone, g.user_id)
      ) AS p
    ) AS f
  ) AS r;

  IF NOT EXISTS (SELECT FROM unnest(finds) AS f WHERE f.outcome = 'stored') THEN
    RETURN jsonb_build_object('heads', '{}'::jsonb,
      'outcomes', (SELECT jsonb_agg(f.outcome ORDER BY f.place)
        FROM unnest(finds) WITH ORDINALITY AS f(outcome, sender_id, contact, is_new, conversation, place)));
  END IF;

  -- By their ids: what is asked by keys and in an order at once is planned as if there were few.
  SELECT array_agg(ROW(k.tenant_id, k.id)::tenant_row) INTO locked
  FROM (SELECT DISTINCT g.tenant, g.sender_id, g.contact FROM unnest(given, finds) AS g
    WHERE g.outcome = 'stored' AND NOT g.is_new) AS w
  CROSS JOIN LATERAL (SELECT c.tenant_id, c.id FROM conversations c
    WHERE c.tenant_id = w.tenant AND c.sender_id = w.sender_id AND c.contact_id = w.contact OFFSET 0) AS k;
  IF locked IS NOT NULL THEN
    PERFORM FROM unnest(locked) AS k JOIN conversations c ON c.tenant_id = k.tenant AND c.id = k.id
    ORDER BY c.id FOR UPDATE OF c;
  END IF;

  -- Contacts of whom the messages tell something new.
  SELECT array_agg(ROW(p.tenant, p.contact)::tenant_row) INTO news_of
  FROM (
    SELECT g.tenant, g.contact, (array_agg(g.profile_name ORDER BY g.place DESC) FILTER (WHERE g.profile_name IS NOT NULL))[1] AS profile_name,
      (array_agg(g.phone ORDER BY g.place) FILTER (WHERE g.phone IS NOT NULL))[1] AS phone,
      (array_agg(g.user_id ORDER BY g.place) FILTER (WHERE g.user_id IS NOT NULL))[1] AS user_id
    FROM unnest(given, finds) AS g
    WHERE g.outcome = 'stored' AND NOT g.is_new GROUP BY g.tenant, g.contact
  ) AS p
  CROSS JOIN LATERAL (SELECT c.profile_name, c.phone, c.whatsapp_user_id FROM contacts c
    WHERE c.tenant_id = p.tenant AND c.id = p.contact OFFSET 0) AS c
  WHERE (c.profile_name, c.phone, c.whatsapp_user_id) IS DISTINCT FROM
    (coalesce(p.profile_name, c.profile_name), coalesce(c.phone, p.phone), coalesce(c.whatsapp_user_id, p.user_id));
  IF news_of IS NOT NULL THEN
    PERFORM FROM unnest(news_of) AS k JOIN contacts c ON c.tenant_id = k.tenant AND c.id = k.id
    ORDER BY c.id FOR NO KEY UPDATE OF c;
  END IF;

  SELECT array_agg(ROW(g.tenant, g.contacts, coalesce(n.news, 0), g.messages, g.conversations, NULL)::tenant_numbers) INTO numbers
  FROM (
    SELECT g.tenant, count(DISTINCT g.contact) FILTER (WHERE g.is_new) AS contacts, count(*) AS messages,
      count(DISTINCT (g.sender_id, g.contact)) AS conversations
    FROM unnest(given, finds) AS g WHERE g.outcome = 'stored' GROUP BY g.tenant
  ) AS g
  LEFT JOIN (SELECT k.tenant, count(*) AS news FROM unnest(news_of) AS k GROUP BY k.tenant) AS n ON n.tenant = g.tenant;

  WITH counted AS (
    UPDATE tenant_counters c SET last_change = c.last_change + n.contacts + n.news + n.messages + n.conversations
    FROM unnest(numbers) AS n WHERE c.tenant_id = n.tenant
    RETURNING n.*, c.last_change
  )
  SELECT array_agg(ROW(n.tenant, n.last_change - n.conversations - n.messages - n.news - n.contacts,
    n.last_change - n.conversations - n.messages - n.news, n.last_change - n.conversations - n.messages,
    n.last_change - n.conversations, n.last_change)::tenant_numbers)
  INTO numbers FROM counted AS n;

  IF EXISTS (SELECT FROM unnest(finds) AS f WHERE f.outcome = 'stored' AND f.is_new) THEN
    INSERT INTO contacts (tenant_id, id, name, profile_name, phone, whatsapp_user_id, country, created_at, change_no)
    SELECT p.tenant, p.contact, p.names[1], p.profile_names[1], p.phone, p.user_id, p.countries[1], p.times[1],
      n.contacts + row_number() OVER (PARTITION BY p.tenant ORDER BY p.first)
    FROM (
      SELECT g.tenant, g.contact, g.phone, g.user_id, min(g.place) AS first,
        array_agg(g.name ORDER BY g.place) AS names,
        array_agg(g.profile_name ORDER BY g.place DESC) FILTER (WHERE g.profile_name IS NOT NULL) AS profile_names,
        array_agg(g.country ORDER BY g.place) AS countries,
        array_agg(g.received_at ORDER BY g.place) AS times
      FROM unnest(given, finds) AS g
      WHERE g.outcome = 'stored' AND g.is_new GROUP BY g.tenant, g.contact, g.phone, g.user_id
    ) AS p
    JOIN unnest(numbers) AS n ON n.tenant = p.tenant;
  END IF;

  IF news_of IS NOT NULL THEN
    UPDATE contacts c SET profile_name = coalesce(p.profile_name, c.profile_name), phone = coalesce(c.phone, p.phone),
      whatsapp_user_id = coalesce(c.whatsapp_user_id, p.user_id), change_no = p.number
    FROM (
      SELECT g.tenant, g.contact, min(n.news) + row_number() OVER (PARTITION BY g.tenant ORDER BY g.contact) AS number,
        (array_agg(g.profile_name ORDER BY g.place DESC) FILTER (WHERE g.profile_name IS NOT NULL))[1] AS profile_name,
        (array_agg(g.phone ORDER BY g.place) FILTER (WHERE g.phone IS NOT NULL))[1] AS phone,
        (array_agg(g.user_id ORDER BY g.place) FILTER (WHERE g.user_id IS NOT NULL))[1] AS user_id
      FROM unnest(news_of) AS k
      JOIN unnest(given, finds) AS g ON g.tenant = k.tenant AND g.contact = k.id
      JOIN unnest(numbers) AS n ON n.tenant = g.tenant
      WHERE g.outcome = 'stored' GROUP BY g.tenant, g.contact
    ) AS p
    WHERE c.tenant_id = p.tenant AND c.id = p.contact;
  END IF;

  INSERT INTO contact_addresses (tenant_id, channel, address, contact_id)
  SELECT DISTINCT g.tenant, g.channel, a.address, g.contact
  FROM unnest(given, finds) AS g
  CROSS JOIN LATERAL (VALUES (g.phone), (g.user_id)) AS a(address)
  WHERE g.outcome = 'stored' AND a.address IS NOT NULL
  ON CONFLICT DO NOTHING;

  WITH written AS (
    INSERT INTO conversations AS c (tenant_id, id, contact_id, sender_id, channel, address, last_inbound_at,
      entry_point_clicked_at, unread_count, last_message_at, last_message, created_at, change_no)
    SELECT t.tenant, t.ids[1], t.contact, t.sender_id, t.channel, t.addresses[1], t.latest, t.clicked, t.messages,
      t.latest, t.summaries[1], t.times[1], n.conversations + row_number() OVER (PARTITION BY t.tenant ORDER BY t.first)
    FROM (
      SELECT g.tenant, g.sender_id, g.contact, g.channel, min(g.place) AS first, count(*) AS messages, max(g.at) AS latest,
        max(g.at) FILTER (WHERE g.referral IS NOT NULL) AS clicked,
        array_agg(g.conversation_id ORDER BY g.place) AS ids,
        array_agg(coalesce(g.phone, g.user_id) ORDER BY g.place DESC) AS addresses,
        array_agg(g.summary ORDER BY g.at DESC, g.message_id DESC) AS summaries,
        array_agg(g.at ORDER BY g.place) AS times
      FROM unnest(given, finds) AS g
      WHERE g.outcome = 'stored' GROUP BY g.tenant, g.sender_id, g.contact, g.channel
    ) AS t
    JOIN unnest(numbers) AS n ON n.tenant = t.tenant
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
    RETURNING tenant_id, id, sender_id, contact_id
  )
  SELECT array_agg(ROW(g.outcome, g.sender_id, g.contact, g.is_new, t.id)::inbound_found ORDER BY g.place) INTO finds
  FROM unnest(given, finds) AS g
  LEFT JOIN written AS t ON t.tenant_id = g.tenant AND t.sender_id = g.sender_id AND t.contact_id = g.contact;

  INSERT INTO messages (tenant_id, id, conversation_id, direction, kind, body, location, button, referral, replies_to_id,
    author_kind, at, received_at, status, provider_sid, change_no)
  SELECT g.tenant, g.message_id, g.conversation, 'inbound', g.kind, g.body, g.location, g.button, g.referral,
    CASE WHEN g.quoted IS NOT NULL THEN coalesce(
      (SELECT m.id FROM messages m
        WHERE m.tenant_id = g.tenant AND m.provider_sid = g.quoted AND m.conversation_id = g.conversation),
      (SELECT e.message_id FROM unnest(given, finds) AS e
        WHERE e.tenant = g.tenant AND e.sid = g.quoted AND e.place < g.place AND e.outcome = 'stored' AND e.conversation = g.conversation))
    END,
    'contact', g.at, g.received_at, 'received', g.sid, n.messages + row_number() OVER (PARTITION BY g.tenant ORDER BY g.place)
  FROM unnest(given, finds) AS g
  JOIN unnest(numbers) AS n ON n.tenant = g.tenant
  WHERE g.outcome = 'stored';
  GET DIAGNOSTICS written = ROW_COUNT;
  -- A tenant without a counter, or whatever else: nothing is told to be stored that is not.
  IF written <> (SELECT count(*) FROM unnest(finds) AS f WHERE f.outcome = 'stored') THEN
    RAISE EXCEPTION 'not every message was stored';
  END IF;

  IF EXISTS (SELECT FROM unnest(given) AS g WHERE g.media IS NOT NULL) THEN
    INSERT INTO media (tenant_id, id, message_id, position, content_type, provider_url)
    SELECT g.tenant, f.id, g.message_id, f.position, f.content_type, f.url
    FROM unnest(given, finds) AS g
    CROSS JOIN jsonb_to_recordset(g.media) AS f(id uuid, position integer, content_type text, url text)
    WHERE g.outcome = 'stored' AND g.media IS NOT NULL;
  END IF;

  RETURN jsonb_build_object(
    'heads', (SELECT jsonb_object_agg(n.tenant, n.head) FROM unnest(numbers) AS n),
    'outcomes', (SELECT jsonb_agg(g.outcome ORDER BY g.place) FROM unnest(given, finds) AS g));
END
$$;
REVOKE EXECUTE ON FUNCTION receive_messages FROM PUBLIC;
GRANT EXECUTE ON FUNCTION receive_messages TO casement_app;
`;

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
