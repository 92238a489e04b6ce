import { sql } from 'kysely';
import { z } from 'zod';
import { contactImportId, tenantId } from '../../../../shared/contract/ids.ts';
import { faultOf } from '../../../fault-of.ts';
import type { Jobs } from '../../../jobs/open-jobs.ts';
import type { Parts } from '../../../parts.ts';
import type { CommandHandlers } from '../../commands/handler.ts';
import { openWatch, type Watch } from '../../sending/watch.ts';
import { importCommands } from './commands.ts';
import { runBatch } from './run-batch.ts';

const QUEUE = 'contact-imports';
/** After a fault of our own, such as a lost database. */
const AFTER_FAULT_MS = 5000;

/** Brings files of contacts in. */
export interface ContactImports {
  readonly commands: CommandHandlers<'contactImport.start' | 'contactImport.cancel'>;
  /** Takes up what is unfinished, of this relay or another. */
  readonly start: () => Promise<void>;
  /** Ends after the group of rows that is under way. */
  readonly stop: () => Promise<void>;
}

const running = z.array(z.object({ tenant_id: tenantId, import_id: contactImportId }));

/** The imports of one relay. They run once they are started. */
export function createContactImports(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  jobs?: Jobs,
): ContactImports {
  let watch: Watch | null = null;
  let isStarted = false;
  let isWanted = false;
  let underWay: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const round = async (): Promise<void> => {
    for (;;) {
      isWanted = false;
      const { rows } = await sql`SELECT * FROM casement.running_contact_imports()`.execute(
        store.outside,
      );
      let more = false;
      for (const { tenant_id: tenant, import_id: id } of running.parse(rows)) {
        if (!isStarted) return;
        watch?.unfinished();
        // One group of each in turn: nobody waits for somebody else's large file.
        more = (await store.inTenant(tenant, (tx) => runBatch(tx, id, clock.now()))) || more;
      }
      if (!more && !isWanted) return;
    }
  };

  const wake = (): void => {
    isWanted = true;
    if (!isStarted || underWay !== null) return;
    clearTimeout(timer);
    underWay = round()
      .catch((error: unknown) => {
        log.error({ event: 'contact_import_failed', fault: faultOf(error) });
        timer = setTimeout(wake, AFTER_FAULT_MS).unref();
      })
      .finally(() => {
        underWay = null;
      });
  };

  return {
    commands: importCommands(wake),
    start: async () => {
      isStarted = true;
      if (jobs !== undefined) watch = await openWatch(jobs, { log, wake, queue: QUEUE });
      wake();
    },
    stop: async () => {
      isStarted = false;
      clearTimeout(timer);
      await underWay;
      await watch?.stop();
      watch = null;
    },
  };
}
