import type { Migration } from '../migrate.ts';

/* Signing in at the company's own identity provider. Whether that provider has asked for a second
 * step is known of each session: where it has, the session needs none of ours. */

const sql = `
SET LOCAL ROLE casement_auth;
SET LOCAL search_path = casement_auth;
ALTER TABLE "session"
  ADD COLUMN "secondStepElsewhere" boolean NOT NULL DEFAULT false;
`;

export const singleSignOn: Migration = { number: 29, name: 'single-sign-on', sql };
