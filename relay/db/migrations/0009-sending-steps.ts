import type { Migration } from '../migrate.ts';

/* Sending in fewer round trips: what every step of a send begins with, in one call. */

const functions = `
-- Locks a conversation, then reads it with its contact's opt-in and its sender as they are when the
-- lock is held: two statements, as a join would read the other tables as they were before the wait.
-- With the rights of who calls it: row-level security applies.
CREATE FUNCTION lock_conversation(of_tenant uuid, of_conversation uuid)
  RETURNS TABLE (id uuid, channel text, address text, owner text, owner_epoch integer, sender_id uuid,
    contact_id uuid, last_inbound_at bigint, entry_point_clicked_at bigint, entry_point_ends_at bigint,
    opt_in_whatsapp text, opt_in_sms text, sender_status text, sender_address text, provider_account_id uuid)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM conversations c WHERE c.tenant_id = of_tenant AND c.id = of_conversation FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY
    SELECT c.id, c.channel, c.address, c.owner, c.owner_epoch, c.sender_id,
      c.contact_id, c.last_inbound_at, c.entry_point_clicked_at, c.entry_point_ends_at,
      p.opt_in_whatsapp, p.opt_in_sms, s.status, s.address, s.provider_account_id
    FROM conversations c
    JOIN contacts p ON p.tenant_id = c.tenant_id AND p.id = c.contact_id
    JOIN senders s ON s.tenant_id = c.tenant_id AND s.id = c.sender_id
    WHERE c.tenant_id = of_tenant AND c.id = of_conversation;
END
$$;
REVOKE EXECUTE ON FUNCTION lock_conversation FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_conversation TO casement_app;
`;

export const sendingSteps: Migration = {
  number: 9,
  name: 'sending-steps',
  sql: functions,
};
