import type {
  CommandInput,
  CommandName,
  CommandResult,
} from '../../../shared/contract/commands.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
import type { Role } from '../../../shared/contract/records.ts';
import type { AuditNote } from '../audit/write-audit.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** In what a command runs: one transaction, for one person. */
export interface CommandContext {
  readonly tx: TenantTransaction;
  readonly person: { readonly id: PersonId; readonly role: Role; readonly name: string };
  /** ms on the relay's clock; the same throughout the command. */
  readonly now: number;
  /** Puts down for good what the person changed, in the command's own transaction. */
  readonly audit: (note: AuditNote) => Promise<void>;
  /** Runs after the commit, and not at all without one. */
  readonly afterCommit: (work: () => void) => void;
}

/**
 * Runs one command. It does database work alone, as it may be run again after a deadlock.
 *
 * @returns the command's result where `COMMAND_RESULTS` has one for it
 * @throws {RefusedError} if it may not be done; the transaction is undone and the desktop told
 */
export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  input: CommandInput<N>,
) => Promise<CommandResult<N>>;

/** Handlers by command; a part of the product brings its own; `app.ts` puts them together. */
export type CommandHandlers<N extends CommandName> = { readonly [K in N]: CommandHandler<K> };
