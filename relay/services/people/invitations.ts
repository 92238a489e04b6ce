import { createHash, randomBytes } from 'node:crypto';
import type { InvitationId, PersonId } from '../../../shared/contract/ids.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { Invitation } from '../../../shared/contract/reads/people.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import type { Mail, SendMail } from '../mail/mailer.ts';

const DAY_MS = 24 * 3600_000;
const LASTS_MS = 7 * DAY_MS;
/** The relay is no means to write to strangers. */
const MOST_IN_A_DAY = 200;
const TOKEN_BYTES = 32;

/** The path of the page on which an invitation is accepted. */
export const INVITATION_PATH = '/invitation';

/** What the table holds in place of the token. */
export function hashInvitation(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A token that nobody guesses, and the link with it. */
function newLink(publicUrl: string): { readonly link: string; readonly hash: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { link: `${publicUrl}${INVITATION_PATH}/${token}`, hash: hashInvitation(token) };
}

export interface NewInvitation extends Pick<Invitation, 'kind' | 'email' | 'name' | 'role'> {
  readonly id: InvitationId;
  /** Whom a link for a new password is for. */
  readonly personId: PersonId | null;
  readonly invitedBy: string;
  /** ms. */
  readonly now: number;
}

/**
 * Puts an invitation down; an open one of the same kind for the same address ends.
 *
 * @returns its link, which is not to be had again
 * @throws {RefusedError} `limit_reached`, or `command_id_reused` where the id is another's
 */
export async function addInvitation(
  { sql, tenantId }: TenantTransaction,
  publicUrl: string,
  hasMail: boolean,
  { id, kind, email, name, role, personId, invitedBy, now }: NewInvitation,
): Promise<string> {
  const { count } = await sql
    .selectFrom('invitations')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('created_at', '>', now - DAY_MS)
    .executeTakeFirstOrThrow();
  if (count >= MOST_IN_A_DAY) throw new RefusedError('limit_reached', 'invitations in a day');
  await sql
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  const { link, hash } = newLink(publicUrl);
  const { numInsertedOrUpdatedRows: added } = await sql
    .insertInto('invitations')
    .values({
      tenant_id: tenantId,
      id,
      kind,
      person_id: personId,
      email,
      name,
      role,
      token_hash: hash,
      invited_by: invitedBy,
      created_at: now,
      expires_at: now + LASTS_MS,
      mail: hasMail ? 'on_its_way' : 'none',
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirst();
  if (added !== 1n) throw new RefusedError('command_id_reused');
  return link;
}

/** The words of the mail. */
export function mailOf(
  { kind, email, invitedBy }: Pick<NewInvitation, 'kind' | 'email' | 'invitedBy'>,
  tenantName: string,
  link: string,
): Mail {
  const isInvite = kind === 'invite';
  return {
    to: email,
    subject: isInvite
      ? `${oneLine(invitedBy)} invites you to Casement at ${oneLine(tenantName)}`
      : 'A new password for Casement',
    text: [
      isInvite
        ? `${oneLine(invitedBy)} invites you to work with ${oneLine(tenantName)} in Casement, the desktop inbox for customer messages.`
        : `${oneLine(invitedBy)} of ${oneLine(tenantName)} has made a link for you to set a new password.`,
      '',
      isInvite ? 'Accept and choose a password here:' : 'Choose it here:',
      link,
      '',
      'The link works once, for seven days. If you did not expect this, you need not do anything.',
      '',
    ].join('\n'),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** Sends the mail and puts down what became of it. Never rejects. */
export async function sendInvitation(
  { store, log }: Pick<Parts, 'store' | 'log'>,
  sendMail: SendMail,
  tenantId: TenantTransaction['tenantId'],
  id: InvitationId,
  mail: Mail,
): Promise<void> {
  const outcome = await sendMail(mail).then(
    () => 'sent' as const,
    (error: unknown) => {
      // Not the error itself: it may name the address.
      log.warn({ event: 'mail_failed', code: codeOf(error) });
      return 'failed' as const;
    },
  );
  try {
    await store.inTenant(tenantId, ({ sql }) =>
      sql
        .updateTable('invitations')
        .set({ mail: outcome })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute(),
    );
  } catch (error) {
    log.error({ event: 'mail_not_noted', err: error });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
