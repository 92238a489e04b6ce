import { existsSync, readFileSync } from 'node:fs';
import { northwindSupply } from '../../assets/sample/northwind.ts';
import { SAMPLE_TEMPLATES } from '../../assets/sample/templates.ts';
import type { SampleConversation, SampleCustomer, SampleWorld } from '../../assets/sample/world.ts';
import { seededRandom } from '../core/random.ts';
import type { SimulatedAccount, Simulator } from '../simulator.ts';
import { sampleChatter } from './sample-chatter.ts';
import { sampleContents } from './sample-contents.ts';
import { addressOn, historyOf } from './sample-history.ts';

export interface SampleOptions {
  /** The moment that the sample's history leads up to, ms. */
  readonly now: number;
  readonly seed?: number;
  /** Where the webhooks of all senders go; null: nowhere. */
  readonly callbackUrl: string | null;
  readonly statusCallbackUrl: string | null;
  /** Mean time between messages that customers write of their own accord, ms. Default 90 s. */
  readonly writeEveryMs?: number;
}

const WRITE_EVERY_MS = 90_000;
/** Codes that stay with a recipient, unlike those of one message. */
const LASTING = new Set([63_003, 63_024, 30_003, 30_005, 30_006]);

/**
 * Fills a simulator with the sample tenant: account, senders, templates, customers who read and
 * answer, and what was written before `now`. On a simulator that has it already (from its log)
 * only the webhook addresses change.
 */
export async function loadSample(
  simulator: Simulator,
  options: SampleOptions,
): Promise<SimulatedAccount> {
  const world = northwindSupply({ now: options.now, seed: options.seed ?? 1 });
  const { accountSid: sid, authToken } = world.tenant;
  const account = simulator.addAccount({ sid, authToken });
  const isNew = account.senders().length === 0;
  for (const { channel, address, displayName } of world.senders) {
    account.addSender({
      address: channel === 'whatsapp' ? `whatsapp:${address}` : address,
      displayName,
      callbackUrl: options.callbackUrl,
      statusCallbackUrl: options.statusCallbackUrl,
    });
  }
  if (isNew) fill(account, world, options.seed ?? 1);
  simulator.useChatter(sampleChatter(world));
  account.startWriting(options.writeEveryMs ?? WRITE_EVERY_MS);
  return account;
}

function fill(account: SimulatedAccount, world: SampleWorld, seed: number): void {
  const contents = account.importContents(sampleContents(SAMPLE_TEMPLATES));
  const sids = new Map(
    contents.map((content) => [`${content.friendlyName ?? ''} ${content.language}`, content.sid]),
  );
  const customers = new Map(world.customers.map((customer) => [customer.key, customer]));
  addCustomers(account, world, seed);
  for (const conversation of world.conversations) {
    account.importHistory(
      historyOf(conversation, {
        customers,
        contentSid: (name, language) => sids.get(`${name} ${language}`) ?? null,
        readMedia,
      }),
    );
  }
}

function addCustomers(account: SimulatedAccount, world: SampleWorld, seed: number): void {
  const random = seededRandom(seed);
  const failures = new Map(
    world.conversations.map((one) => [`${one.customerKey} ${one.channel}`, lastingFailure(one)]),
  );
  for (const customer of world.customers) {
    for (const channel of ['whatsapp', 'sms'] as const) {
      const address = addressOn(customer, channel);
      if (address === null) continue;
      account.addCustomer({
        address,
        ...(customer.whatsappUserId === null || channel === 'sms'
          ? {}
          : { externalUserId: customer.whatsappUserId }),
        profileName: customer.profileName,
        language: customer.language,
        readsAfterMs: Math.round(4000 + 40_000 * random()),
        replies: repliesOf(customer, channel, random),
        failsWith: failures.get(`${customer.key} ${channel}`) ?? null,
      });
    }
  }
}

/** Who opted out answers nothing; the others take their time. */
function repliesOf(
  customer: SampleCustomer,
  channel: 'whatsapp' | 'sms',
  random: () => number,
): { afterMs: number; toFreeform: number; toTemplates: number } | null {
  if (customer.optIn[channel] === 'opted_out') return null;
  const afterMs = Math.round(8000 + 60_000 * random());
  return { afterMs, toFreeform: 0.35, toTemplates: 0.7 };
}

function lastingFailure(conversation: SampleConversation): number | null {
  const code = conversation.messages.findLast((one) => one.direction === 'outbound')?.errorCode;
  return code !== undefined && code !== null && LASTING.has(code) ? code : null;
}

function readMedia(fileName: string): string | null {
  const file = new URL(`../../assets/sample/media/${fileName}`, import.meta.url);
  return existsSync(file) ? readFileSync(file, 'base64') : null;
}
