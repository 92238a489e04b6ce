import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { AuditEntry } from '../../../shared/contract/audit.ts';
import type { Auth } from '../../auth/auth.ts';
import type { Parts } from '../../parts.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { findMember } from './find-person.ts';

/** Attempts on one person that are put down, in ten minutes: nobody fills the log by guessing. */
const MOST_NOTED = 10;
const WINDOW_SECONDS = 600;

/** What signing in leaves in the audit log. */
interface SignInNotes {
  /**
   * Somebody could not sign in as the person with this address; it is put down afterwards, so that
   * the answer takes no longer for an address that is somebody's.
   */
  readonly refused: (email: string, from: string, lockedOut: boolean) => void;
  /** A person has set their second step up, or taken it away. */
  readonly secondStep: (userId: string, from: string, on: boolean) => Promise<void>;
}

export function signInNotes(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  auth: Pick<Auth, 'findUser'>,
): SignInNotes {
  const noted = new RateLimiterMemory({ points: MOST_NOTED, duration: WINDOW_SECONDS });

  const note = async (
    userId: string,
    from: string,
    entry: Pick<AuditEntry, 'action' | 'before' | 'after'>,
    byThemselves: boolean,
  ): Promise<void> => {
    const member = await findMember(store, userId);
    if (member === null) return;
    await store.inTenant(member.tenantId, async (tx) => {
      const { name } = await tx.sql
        .selectFrom('people')
        .select('name')
        .where('tenant_id', '=', tx.tenantId)
        .where('id', '=', member.personId)
        .executeTakeFirstOrThrow();
      await writeAudit(tx, {
        ...entry,
        at: clock.now(),
        actor: byThemselves
          ? { kind: 'person', id: member.personId, name }
          : { kind: 'system', id: null, name: 'Relay' },
        from,
        subject: { kind: 'person', id: member.personId, label: name },
      });
    });
  };

  const noteRefused = async (email: string, from: string, lockedOut: boolean): Promise<void> => {
    const user = await auth.findUser(email.toLowerCase());
    if (user === null) return;
    const { consumedPoints } = await noted.penalty(user.id);
    if (consumedPoints > MOST_NOTED) return;
    const action = lockedOut ? 'signIn.lockedOut' : 'signIn.failed';
    await note(user.id, from, { action, before: null, after: null }, false);
  };

  return {
    refused: (email, from, lockedOut) => {
      noteRefused(email, from, lockedOut).catch((error: unknown) => {
        log.error({ event: 'sign_in_not_noted', err: error });
      });
    },
    secondStep: (userId, from, on) =>
      note(
        userId,
        from,
        {
          action: on ? 'secondStep.on' : 'secondStep.off',
          before: { secondStep: !on },
          after: { secondStep: on },
        },
        true,
      ),
  };
}
