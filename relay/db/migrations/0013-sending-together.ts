import type { Migration } from '../migrate.ts';

/* Sending what comes together: whatever has to be found for it is found by its key, whatever the
 * planner believes of tables that have just been filled. */

const functions = `
-- Numbers rows that have changed, from \`first\` on in this order. One by one, as a plan for all of
-- them read the tenant's whole table where its statistics were old. Row-level security applies.
CREATE FUNCTION number_rows(of_table text, of_tenant uuid, first bigint, ids uuid[]) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  CASE of_table
    WHEN 'messages' THEN
      FOR i IN 1 .. cardinality(ids) LOOP
        UPDATE messages SET change_no = first + i - 1 WHERE tenant_id = of_tenant AND id = ids[i];
      END LOOP;
    WHEN 'conversations' THEN
      FOR i IN 1 .. cardinality(ids) LOOP
        UPDATE conversations SET change_no = first + i - 1 WHERE tenant_id = of_tenant AND id = ids[i];
      END LOOP;
    WHEN 'contacts' THEN
      FOR i IN 1 .. cardinality(ids) LOOP
        UPDATE contacts SET change_no = first + i - 1 WHERE tenant_id = of_tenant AND id = ids[i];
      END LOOP;
  END CASE;
END
$$;

-- As before, and an earlier message of the conversation is looked for by the conversation: as a
-- join it was looked for among all that the tenant has unfinished.
CREATE OR REPLACE FUNCTION due_sends(at_ms bigint, hold_ms integer, burst_ms integer, per_sender integer, how_many integer)
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
              AND (earlier.state = 'queued' OR earlier.called_at > at_ms - hold_ms)
            -- Keeps it from becoming a join.
            OFFSET 0)
        ORDER BY s.due_at LIMIT per_sender) AS h
      WHERE NOT EXISTS (
        SELECT FROM tenant_rules r WHERE r.tenant_id = q.tenant_id AND r.suspended_at IS NOT NULL)
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

-- Writes a status into the conversation's line in the inbox, where that shows the message in
-- another one. Gives whether it did.
CREATE FUNCTION show_status(of_tenant uuid, of_conversation uuid, of_message uuid, now_status text) RETURNS boolean
  LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations SET last_message = jsonb_set(last_message, '{status}', to_jsonb(now_status))
  WHERE tenant_id = of_tenant AND id = of_conversation
    AND last_message->>'id' = of_message::text AND last_message->>'status' <> now_status;
  RETURN FOUND;
END
$$;

-- Claims queued sends, which the caller has locked, for a call to the provider. Gives the
-- conversations whose line in the inbox has changed.
CREATE FUNCTION claim_sends(of_tenant uuid, ids uuid[], in_conversations uuid[], at_ms bigint, lost_ms bigint)
  RETURNS SETOF uuid LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1 .. cardinality(ids) LOOP
    UPDATE sends SET state = 'calling', attempts = attempts + 1, called_at = at_ms, due_at = lost_ms
    WHERE tenant_id = of_tenant AND message_id = ids[i];
    UPDATE messages SET status = 'sending', problem = NULL WHERE tenant_id = of_tenant AND id = ids[i];
    IF show_status(of_tenant, in_conversations[i], ids[i], 'sending') THEN
      RETURN NEXT in_conversations[i];
    END IF;
  END LOOP;
END
$$;

-- Binds messages, which the caller has locked and which were not bound, to the SIDs under which
-- the provider has taken them (\`accepted\` or \`sent\`). Gives as claim_sends does.
CREATE FUNCTION bind_sends(of_tenant uuid, ids uuid[], in_conversations uuid[], sids text[], statuses text[], at_ms bigint)
  RETURNS SETOF uuid LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1 .. cardinality(ids) LOOP
    UPDATE sends SET state = 'accepted', provider_sid = sids[i] WHERE tenant_id = of_tenant AND message_id = ids[i];
    UPDATE messages SET status = statuses[i], problem = NULL, provider_sid = sids[i],
      sent_at = CASE WHEN statuses[i] = 'sent' THEN coalesce(sent_at, at_ms) ELSE sent_at END
    WHERE tenant_id = of_tenant AND id = ids[i];
    IF show_status(of_tenant, in_conversations[i], ids[i], statuses[i]) THEN
      RETURN NEXT in_conversations[i];
    END IF;
  END LOOP;
END
$$;

-- Puts messages into their conversations, which the caller has locked, in this order, each after
-- everything that is there: two of one moment keep the order they came in. Queues their sends, and
-- shows each in its conversation's line of the inbox. Gives those whose id was free.
CREATE FUNCTION queue_messages(of_tenant uuid, at_ms bigint, given jsonb) RETURNS SETOF uuid
  LANGUAGE plpgsql AS $$
DECLARE
  g record;
  place_at bigint;
BEGIN
  FOR g IN
    SELECT r.* FROM jsonb_array_elements(given) WITH ORDINALITY AS e(one, n)
    CROSS JOIN LATERAL jsonb_to_record(e.one) AS r(id uuid, conversation_id uuid, sender_id uuid,
      owner_epoch integer, token uuid, kind text, body text, preview text, template jsonb, replies_to_id uuid,
      author_person_id uuid, origin text, order_reference text, valid_until bigint)
    ORDER BY e.n
  LOOP
    SELECT m.at INTO place_at FROM messages m
    WHERE m.tenant_id = of_tenant AND m.conversation_id = g.conversation_id ORDER BY m.at DESC LIMIT 1;
    place_at := greatest(at_ms, place_at + 1);
    INSERT INTO messages (tenant_id, id, conversation_id, direction, kind, body, template, replies_to_id,
      author_kind, author_person_id, origin, order_reference, at, received_at, status, valid_until)
    VALUES (of_tenant, g.id, g.conversation_id, 'outbound', g.kind, g.body, nullif(g.template, 'null'::jsonb), g.replies_to_id,
      CASE WHEN g.author_person_id IS NULL THEN 'system' ELSE 'person' END, g.author_person_id, g.origin,
      g.order_reference, place_at, at_ms, 'queued', g.valid_until)
    ON CONFLICT (tenant_id, id) DO NOTHING;
    CONTINUE WHEN NOT FOUND;
    INSERT INTO sends (tenant_id, message_id, conversation_id, sender_id, state, due_at, token, owner_epoch)
    VALUES (of_tenant, g.id, g.conversation_id, g.sender_id, 'queued', at_ms, g.token, g.owner_epoch);
    UPDATE conversations c SET
      last_message_at = place_at,
      last_message = jsonb_build_object('id', g.id, 'direction', 'outbound', 'kind', g.kind,
        'status', 'queued', 'preview', g.preview),
      -- A person who writes has read; a program has not.
      unread_count = CASE WHEN g.author_person_id IS NULL THEN c.unread_count ELSE 0 END
    WHERE c.tenant_id = of_tenant AND c.id = g.conversation_id;
    RETURN NEXT g.id;
  END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION number_rows, show_status, claim_sends, bind_sends, queue_messages FROM PUBLIC;
GRANT EXECUTE ON FUNCTION number_rows, show_status, claim_sends, bind_sends, queue_messages TO casement_app;
`;

export const sendingTogether: Migration = {
  number: 13,
  name: 'sending-together',
  sql: functions,
};
