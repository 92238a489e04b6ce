import type { Clock } from './clock.ts';
import type { Store } from './db/tenant-transaction.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Provider } from './providers/provider.ts';
import type { MediaLinks } from './services/media/links.ts';
import type { Vault } from './services/accounts/vault.ts';

/** What the relay's services are built from: made once by `app.ts`, handed to each. */
export interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly provider: Provider;
  /** Opens and closes the tenants' provider credentials. */
  readonly vault: Vault;
  /** The links under which the provider fetches files. */
  readonly links: MediaLinks;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The address under which the provider reaches the relay, without a slash at the end. */
  readonly publicUrl: string;
}
