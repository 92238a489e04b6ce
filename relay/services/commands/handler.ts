import type { CommandInput, CommandName } from '../../../shared/contract/commands.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
import type { Role } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** In what a command runs: one transaction, for one person. */
export interface CommandContext {
  readonly tx: TenantTransaction;
  readonly person: { readonly id: PersonId; readonly role: Role };
  /** ms on the relay's clock; the same throughout the command. */
  readonly now: number;
  /** Runs after the commit, and not at all without one. */
  readonly afterCommit: (work: () => void) => void;
}

/**
 * Runs one command. It does database work alone, as it may be run again after a deadlock.
 *
 * @throws {RefusedError} if it may not be done; the transaction is undone and the desktop told
 */
export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  input: CommandInput<N>,
) => Promise<void>;

/** Handlers by command; a part of the product brings its own; `app.ts` puts them together. */
export type CommandHandlers<N extends CommandName> = { readonly [K in N]: CommandHandler<K> };
