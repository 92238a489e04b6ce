import { type Books, createBooks } from '../../../relay/services/billing/books/index.ts';
import { settleSpend } from '../../../relay/services/billing/settle.ts';
import type { ProviderPrice, UsageRecord } from '../../../relay/providers/provider.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';
import type { TestStore } from '../relay-database/test-database.ts';
import { scriptedProvider, type ScriptedProvider } from '../sending-model/scripted-provider.ts';
import {
  sendingWorld,
  type SendingWorld,
  startRelay,
  stored,
  type TestRelay,
} from '../sending-model/sending-world.ts';

/** A relay, and a provider whose books are laid down. */
export interface BooksWorld {
  readonly world: SendingWorld;
  readonly relay: TestRelay;
  readonly provider: ScriptedProvider;
  /** The prices that the provider tells, by its SID; without one it tells none yet. */
  readonly prices: Map<string, ProviderPrice>;
  readonly usage: UsageRecord[];
  /** Messages that were asked for, each time. */
  readonly asked: string[];
  /** Another relay's reader of the same books. */
  readonly reader: () => Books;
  readonly settle: () => Promise<unknown>;
  /** As the provider's status callback does. */
  readonly tell: (id: MessageId, status: 'sent' | 'delivered' | 'failed') => Promise<void>;
  readonly sidOf: (id: MessageId) => Promise<string>;
  readonly lines: () => Promise<readonly Line[]>;
  /** Of all months together. */
  readonly sums: () => Promise<{ spent: number; reserved: number; unknown: number }>;
}

/** A line of the ledger, shortened. */
export interface Line {
  readonly message_id: MessageId;
  readonly component: string;
  readonly kind: string;
  readonly reason: string;
  readonly micro: number | null;
  readonly adjusts: string | null;
}

/** @param cleanUp takes what is to be done when the test ends */
export async function booksWorld(
  store: Pick<TestStore, 'store'>,
  cleanUp: (work: () => Promise<void>) => void,
): Promise<BooksWorld> {
  let provider: ScriptedProvider | undefined;
  const prices = new Map<string, ProviderPrice>();
  const usage: UsageRecord[] = [];
  const asked: string[] = [];
  const world = await sendingWorld(store, (clock) => {
    const scripted = scriptedProvider(clock.now);
    provider = scripted;
    return {
      ...scripted.provider,
      usageRecords: () => Promise.resolve(usage),
      fetchMessage: (_account, sid) => {
        asked.push(sid);
        const taken = scripted.taken.find(({ providerSid }) => providerSid === sid);
        if (taken === undefined) return Promise.resolve(null);
        return Promise.resolve({
          providerSid: sid,
          direction: 'outbound',
          body: null,
          status: taken.status,
          errorCode: null,
          createdAt: taken.at,
          price: prices.get(sid) ?? null,
        });
      },
    };
  });
  if (provider === undefined) throw new Error('no provider');
  const scripted = provider;
  const relay = startRelay(world);
  cleanUp(() => relay.stop());
  const { store: db } = world.parts;
  return {
    world,
    relay,
    provider: scripted,
    prices,
    usage,
    asked,
    reader: () => createBooks(world.parts, relay),
    settle: () => settleSpend(world.parts),
    tell: async (id, status) => {
      const { token } = await stored(world, id);
      const taken = scripted.taken.find((each) => each.token === token);
      if (taken !== undefined) taken.status = status;
      await db.inTenant(world.tenantId, (tx) =>
        relay.applyStatus(tx, {
          account: { id: world.accountId },
          providerSid: taken?.providerSid ?? '',
          token,
          status,
          errorCode: status === 'failed' ? 30_008 : null,
          now: world.clock.now(),
        }),
      );
    },
    sidOf: async (id) => (await stored(world, id)).provider_sid ?? '',
    lines: () =>
      db.inTenant(world.tenantId, ({ sql }) =>
        sql
          .selectFrom('ledger_lines')
          .select(['message_id', 'component', 'kind', 'reason', 'micro', 'adjusts'])
          .orderBy('number')
          .execute(),
      ),
    sums: async () => {
      const rows = await db.inTenant(world.tenantId, ({ sql }) =>
        sql.selectFrom('spend_periods').selectAll().where('period', '=', 'month').execute(),
      );
      return {
        spent: rows.reduce((sum, { spent_micro: each }) => sum + each, 0),
        reserved: rows.reduce((sum, { reserved_micro: each }) => sum + each, 0),
        unknown: rows.reduce((sum, { unknown_count: each }) => sum + each, 0),
      };
    },
  };
}
