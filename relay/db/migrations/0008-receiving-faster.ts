import type { Migration } from '../migrate.ts';

/* `receive_messages` of migration 3 with fewer sorts: what it does is the same. A group with a
 * message of each of many tenants paid several sorts per message, and looked for the addresses of
 * everybody again. */

export const receivingFaster: Migration = {
  number: 8,
  name: 'receiving-faster',
  sql: `
-- "lacks": an address that the message tells is not known yet.
ALTER TYPE inbound_found ADD ATTRIBUTE lacks boolean;
-- What a group brings to one conversation.
CREATE TYPE inbound_thread AS (
  tenant uuid, sender_id uuid, contact uuid, is_new boolean,
  first integer, last integer, newest integer, -- places of messages
  messages bigint, latest bigint, clicked bigint -- how many; ms, of the newest one and of the last ad click
);

CREATE OR REPLACE FUNCTION receive_messages(given_messages jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = casement, pg_temp
-- Plans are kept: one that was made while the tables were small must not read them whole later.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan SET jit = off
AS $$
#variable_conflict use_column
DECLARE
  given inbound[];
  tenants uuid[];
  finds inbound_found[];
  threads inbound_thread[];
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

  SELECT array_agg(ROW(r.outcome, r.sender_id, coalesce(r.known[1], r.made), r.known IS NULL, NULL, r.lacks)::inbound_found ORDER BY r.place)
  INTO finds
  FROM (
    SELECT f.*, CASE
        WHEN f.place >= min(f.place) FILTER (WHERE f.found = 'apart') OVER (PARTITION BY f.tenant) THEN 'apart'
        WHEN f.found <> 'stored' THEN f.found
        WHEN row_number() OVER (PARTITION BY f.tenant, f.found, f.sid ORDER BY f.place) > 1 THEN 'seen'
        ELSE 'stored'
      END AS outcome
    FROM (
      SELECT g.place, g.tenant, g.sid, s.id AS sender_id, p.known, num_nonnulls(g.phone, g.user_id) > p.at_hand AS lacks,
        first_value(g.contact_id) OVER (PARTITION BY g.tenant, g.phone, g.user_id ORDER BY g.place) AS made,
        CASE
          WHEN s.id IS NULL THEN 'no_sender'
          WHEN b.id IS NOT NULL THEN 'seen'
          WHEN p.known[1] <> ANY (p.known) THEN 'apart'
          ELSE 'stored'
        END AS found
      FROM unnest(given) AS g
      LEFT JOIN senders s ON s.tenant_id = g.tenant AND s.channel = g.channel AND s.address = g.sender
        AND s.provider_account_id = g.account
      -- As a subquery of its own: EXISTS is planned as a hash of all messages.
      LEFT JOIN LATERAL (SELECT m.id FROM messages m
        WHERE m.tenant_id = g.tenant AND m.provider_sid = g.sid LIMIT 1) AS b ON true
      CROSS JOIN LATERAL (
        SELECT array_agg(a.contact_id) AS known, count(*) FILTER (WHERE a.channel = g.channel) AS at_hand FROM contact_addresses a
        WHERE a.tenant_id = g.tenant AND a.channel IN ('whatsapp', 'sms') AND a.address IN (g.phone, g.user_id)
      ) AS p
    ) AS f
  ) AS r;

  IF NOT EXISTS (SELECT FROM unnest(finds) AS f WHERE f.outcome = 'stored') THEN
    RETURN jsonb_build_object('heads', '{}'::jsonb,
      'outcomes', (SELECT jsonb_agg(f.outcome ORDER BY f.place)
        FROM unnest(finds) WITH ORDINALITY AS f(outcome, sender_id, contact, is_new, conversation, lacks, place)));
  END IF;

  -- What the group brings to each conversation. Places lead back to the messages: aggregates with
  -- an order of their own would sort once for each conversation and each of them.
  SELECT array_agg(ROW(t.tenant, t.sender_id, t.contact, t.is_new, t.first, t.last, t.newest, t.messages, t.latest, t.clicked)::inbound_thread)
  INTO threads
  FROM (
    SELECT w.tenant, w.sender_id, w.contact, w.is_new, min(w.place) AS first, max(w.place) AS last,
      min(w.place) FILTER (WHERE w.age = 1) AS newest, count(*) AS messages, max(w.at) AS latest,
      max(w.at) FILTER (WHERE w.clicked) AS clicked
    FROM (
      SELECT g.tenant, g.sender_id, g.contact, g.is_new, g.place, g.at, g.referral IS NOT NULL AS clicked,
        row_number() OVER (PARTITION BY g.tenant, g.sender_id, g.contact ORDER BY g.at DESC, g.message_id DESC) AS age
      FROM unnest(given, finds) AS g WHERE g.outcome = 'stored'
    ) AS w
    GROUP BY w.tenant, w.sender_id, w.contact, w.is_new
  ) AS t;

  -- By their ids: what is asked by keys and in an order at once is planned as if there were few.
  SELECT array_agg(ROW(k.tenant_id, k.id)::tenant_row) INTO locked
  FROM unnest(threads) AS w
  CROSS JOIN LATERAL (SELECT c.tenant_id, c.id FROM conversations c
    WHERE c.tenant_id = w.tenant AND c.sender_id = w.sender_id AND c.contact_id = w.contact OFFSET 0) AS k
  WHERE NOT w.is_new;
  IF locked IS NOT NULL THEN
    PERFORM FROM unnest(locked) AS k JOIN conversations c ON c.tenant_id = k.tenant AND c.id = k.id
    ORDER BY c.id FOR UPDATE OF c;
  END IF;

  -- Contacts of whom the messages tell something new.
  SELECT array_agg(ROW(p.tenant, p.contact)::tenant_row) INTO news_of
  FROM (
    SELECT g.tenant, g.contact, given[max(g.place) FILTER (WHERE g.profile_name IS NOT NULL)].profile_name AS profile_name,
      given[min(g.place) FILTER (WHERE g.phone IS NOT NULL)].phone AS phone,
      given[min(g.place) FILTER (WHERE g.user_id IS NOT NULL)].user_id AS user_id
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
    SELECT c.tenant, count(*) FILTER (WHERE c.is_new) AS contacts, sum(c.messages) AS messages, sum(c.conversations) AS conversations
    FROM (SELECT t.tenant, t.is_new, count(*) AS conversations, sum(t.messages) AS messages
      FROM unnest(threads) AS t GROUP BY t.tenant, t.contact, t.is_new) AS c
    GROUP BY c.tenant
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
    SELECT p.tenant, p.contact, given[p.first].name, given[p.named].profile_name, p.phone, p.user_id,
      given[p.first].country, given[p.first].received_at, n.contacts + row_number() OVER (PARTITION BY p.tenant ORDER BY p.first)
    FROM (
      SELECT g.tenant, g.contact, g.phone, g.user_id, min(g.place) AS first,
        max(g.place) FILTER (WHERE g.profile_name IS NOT NULL) AS named
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

  IF EXISTS (SELECT FROM unnest(finds) AS f WHERE f.outcome = 'stored' AND f.lacks) THEN
    INSERT INTO contact_addresses (tenant_id, channel, address, contact_id)
    SELECT DISTINCT g.tenant, g.channel, a.address, g.contact
    FROM unnest(given, finds) AS g
    CROSS JOIN LATERAL (VALUES (g.phone), (g.user_id)) AS a(address)
    WHERE g.outcome = 'stored' AND g.lacks AND a.address IS NOT NULL
    ON CONFLICT DO NOTHING;
  END IF;

  WITH written AS (
    INSERT INTO conversations AS c (tenant_id, id, contact_id, sender_id, channel, address, last_inbound_at,
      entry_point_clicked_at, unread_count, last_message_at, last_message, created_at, change_no)
    SELECT t.tenant, given[t.first].conversation_id, t.contact, t.sender_id, given[t.first].channel,
      coalesce(given[t.last].phone, given[t.last].user_id), t.latest, t.clicked, t.messages, t.latest,
      given[t.newest].summary, given[t.first].at, n.conversations + row_number() OVER (PARTITION BY t.tenant ORDER BY t.first)
    FROM unnest(threads) AS t
    JOIN unnest(numbers) AS n ON n.tenant = t.tenant
    ON CONFLICT (tenant_id, sender_id, contact_id) DO UPDATE SET
      status = 'open',
      address = excluded.address,
      -- The latest counts, in whatever order the messages came.
      last_inbound_at = greatest(c.last_inbound_at, excluded.last_inbound_at),
      unread_count = c.unread_count + excluded.unread_count,
      -- One that is open goes on to its end, whatever is clicked meanwhile.
      entry_point_clicked_at = greatest(c.entry_point_clicked_at, excluded.entry_point_clicked_at),
      last_message_at = CASE WHEN c.last_message IS NULL THEN excluded.last_message_at ELSE greatest(c.last_message_at, excluded.last_message_at) END,
      last_message = CASE WHEN c.last_message IS NULL OR (excluded.last_message_at, (excluded.last_message->>'id')::uuid) > (c.last_message_at, (c.last_message->>'id')::uuid)
        THEN excluded.last_message ELSE c.last_message END,
      change_no = excluded.change_no
    RETURNING tenant_id, id, sender_id, contact_id
  )
  SELECT array_agg(ROW(g.outcome, g.sender_id, g.contact, g.is_new, t.id, g.lacks)::inbound_found ORDER BY g.place) INTO finds
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
`,
};
