import type { Migration } from '../migrate.ts';

/* When a sender is the one that begins a conversation. */

export const senderRules: Migration = {
  number: 22,
  name: 'sender-rules',
  sql: `
ALTER TABLE senders ADD COLUMN rules jsonb; -- as in the contract; null: nothing was said
`,
};
