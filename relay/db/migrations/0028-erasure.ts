import type { Migration } from '../migrate.ts';

/* The erasure of one person on request, and what survives of it: that it was done, and hashes of
 * the addresses, so that an opt-out holds when a file or a program brings the address back. */

const mine = `(SELECT nullif(current_setting('app.tenant', true), '')::uuid)`;
const own = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON ${table} USING (tenant_id = ${mine}) WITH CHECK (tenant_id = ${mine});
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO casement_app;
`;

const tables = `
CREATE TABLE erasures (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  contact_id uuid NOT NULL, -- no foreign key: it goes
  contact_ids uuid[] NOT NULL, -- with those that were merged into it
  conversation_ids uuid[] NOT NULL,
  person_id uuid NOT NULL, -- who gave the order
  person_role text NOT NULL,
  reference text NOT NULL,
  asked_at bigint NOT NULL,
  counts jsonb NOT NULL DEFAULT '{}', -- deleted so far, by kind
  needles text[], -- the person's addresses, by which stray copies are found; null once it is done
  done_at bigint,
  certificate text,
  signature text,
  CHECK ((done_at IS NULL) = (needles IS NOT NULL)),
  CHECK ((done_at IS NULL) = (certificate IS NULL)),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, contact_id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, id)
);
${own('erasures')}

-- Two random keys per tenant, of the nested hash below.
CREATE TABLE suppression_keys (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  inner_key bytea NOT NULL CHECK (length(inner_key) = 64),
  outer_key bytea NOT NULL CHECK (length(outer_key) = 64)
);
${own('suppression_keys')}

CREATE TABLE suppressed_addresses (
  tenant_id uuid NOT NULL REFERENCES tenants,
  hash bytea NOT NULL,
  opted_out boolean NOT NULL,
  erased_at bigint NOT NULL, -- the provider's records from before it are not read back in
  PRIMARY KEY (tenant_id, hash)
);
${own('suppressed_addresses')}

GRANT DELETE ON orders, order_events, automation_runs, billing_pairs, commands, api_requests,
  conversations, contacts, contact_addresses TO casement_app;
`;

const functions = `
-- The one way in which an entry of the audit log loses words: it stays, and only while a person is
-- being erased. Nobody else may change the log.
CREATE FUNCTION erase_from_audit(ids text[], patterns text[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = casement, pg_temp AS $$
  UPDATE audit_log a SET subject_label = 'Erased person', before = NULL, after = NULL
  WHERE a.tenant_id = ${mine} AND a.action <> 'contact.erase'
    AND EXISTS (SELECT FROM erasures e WHERE e.tenant_id = a.tenant_id AND e.done_at IS NULL)
    AND (a.subject_id = ANY (ids) OR a.subject_label LIKE ANY (patterns)
      OR a.before::text LIKE ANY (patterns) OR a.after::text LIKE ANY (patterns)) $$;
REVOKE ALL ON FUNCTION erase_from_audit(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_from_audit(text[], text[]) TO casement_app;

-- As HMAC does it, with keys that fill a block; null where nobody was ever suppressed.
CREATE FUNCTION suppression_hash(of_tenant uuid, of_channel text, of_address text) RETURNS bytea
  LANGUAGE sql STABLE AS $$
  SELECT sha256(outer_key || sha256(inner_key || convert_to(of_channel || ' ' || of_address, 'UTF8')))
  FROM suppression_keys WHERE tenant_id = of_tenant $$;

-- However an address comes back, its opt-out comes with it.
CREATE FUNCTION suppress_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM suppressed_addresses s WHERE s.tenant_id = NEW.tenant_id AND s.opted_out
      AND s.hash = suppression_hash(NEW.tenant_id, NEW.channel, NEW.address)) THEN
    UPDATE contacts SET
      opt_in_whatsapp = CASE WHEN NEW.channel = 'whatsapp' THEN 'opted_out' ELSE opt_in_whatsapp END,
      opt_in_sms = CASE WHEN NEW.channel = 'sms' THEN 'opted_out' ELSE opt_in_sms END
    WHERE tenant_id = NEW.tenant_id AND id = NEW.contact_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER contact_addresses_suppressed AFTER INSERT OR UPDATE OF contact_id ON contact_addresses
  FOR EACH ROW EXECUTE FUNCTION suppress_address();

-- Nobody but the customer lifts it: START takes the hash away first.
CREATE FUNCTION keep_suppressed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  channels text[];
BEGIN
  SELECT array_agg(a.channel) INTO channels FROM contact_addresses a
  JOIN suppressed_addresses s ON s.tenant_id = a.tenant_id AND s.opted_out
    AND s.hash = suppression_hash(a.tenant_id, a.channel, a.address)
  WHERE a.tenant_id = NEW.tenant_id AND a.contact_id = NEW.id;
  IF 'whatsapp' = ANY (channels) THEN NEW.opt_in_whatsapp := 'opted_out'; END IF;
  IF 'sms' = ANY (channels) THEN NEW.opt_in_sms := 'opted_out'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER contacts_suppressed BEFORE UPDATE OF opt_in_whatsapp, opt_in_sms ON contacts
  FOR EACH ROW WHEN (OLD.opt_in_whatsapp <> NEW.opt_in_whatsapp OR OLD.opt_in_sms <> NEW.opt_in_sms)
  EXECUTE FUNCTION keep_suppressed();
`;

export const erasure: Migration = {
  number: 28,
  name: 'erasure',
  sql: [tables, functions].join('\n'),
};
