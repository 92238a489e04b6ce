import { Client } from 'pg';

/** One committed change of a message's status or a send's state. */
export interface Move {
  readonly what: 'message' | 'send';
  readonly id: string;
  readonly before: string;
  readonly after: string;
  /** Whether the provider's SID was known before the change. */
  readonly bound: boolean;
}

/** What the database itself saw of every transition: an observer apart from the relay's code. */
export interface Audit {
  /** All moves since the last time it was asked, in order. */
  readonly take: () => Promise<Move[]>;
  /** Puts away whatever is unfinished, so that the next run begins alone. */
  readonly clear: () => Promise<void>;
}

const TRIGGERS = `
CREATE SCHEMA audit;
CREATE TABLE audit.moves (n bigserial, what text, id uuid, before text, after text, bound boolean);
CREATE FUNCTION audit.note_message() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
  INSERT INTO audit.moves (what, id, before, after, bound)
  VALUES ('message', old.id, old.status, new.status, old.provider_sid IS NOT NULL); RETURN new; END $$;
CREATE FUNCTION audit.note_send() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
  INSERT INTO audit.moves (what, id, before, after, bound)
  VALUES ('send', old.message_id, old.state, new.state, old.provider_sid IS NOT NULL); RETURN new; END $$;
GRANT USAGE ON SCHEMA audit TO PUBLIC;
CREATE TRIGGER note AFTER UPDATE OF status ON casement.messages FOR EACH ROW
  WHEN (old.status IS DISTINCT FROM new.status) EXECUTE FUNCTION audit.note_message();
CREATE TRIGGER note AFTER UPDATE OF state ON casement.sends FOR EACH ROW
  WHEN (old.state IS DISTINCT FROM new.state) EXECUTE FUNCTION audit.note_send();
`;

/** Watches every transition in this database. */
export async function openAudit(
  url: string,
  cleanUp: (work: () => Promise<void>) => void,
): Promise<Audit> {
  const client = new Client({ connectionString: url });
  await client.connect();
  // The database is dropped under it.
  client.on('error', () => undefined);
  cleanUp(() => client.end());
  await client.query(TRIGGERS);
  return {
    take: async () => {
      const { rows } = await client.query<Move>(
        'SELECT what, id, before, after, bound FROM audit.moves ORDER BY n',
      );
      await client.query('TRUNCATE audit.moves');
      return rows;
    },
    clear: async () => {
      await client.query(
        `UPDATE casement.sends SET state = 'ended' WHERE state IN ('queued', 'calling', 'in_doubt')`,
      );
      await client.query('TRUNCATE audit.moves');
    },
  };
}
