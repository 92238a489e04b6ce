import type { Migration } from '../migrate.ts';

/* A contact is found by its key, whatever the planner believes of the table. */

export const contactsByKey: Migration = {
  number: 32,
  name: 'contacts-by-key',
  sql: `
-- To the planner a tenant that has just come has one contact, and any index that begins with the
-- tenant is as good as the key: it took this one, and read all contacts of the tenant for each row
-- that was numbered and each reference that was checked, until the statistics were renewed. What
-- is found by its key is not known to have a number, so this index is out of the question there;
-- and a new row is entered once, with its number.
DROP INDEX contacts_changed;
CREATE INDEX contacts_changed ON contacts (tenant_id, change_no) WHERE change_no > 0;
`,
};
