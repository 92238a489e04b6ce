import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, connect, type Socket } from 'node:net';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { openLog } from '../../../relay/log.ts';
import { allTenants } from '../../../relay/services/accounts/accounts.ts';
import { deleteUnbound } from '../../../relay/services/media/upload-store.ts';
import { createTwilioProvider } from '../../../relay/providers/twilio/twilio-provider.ts';
import type { Answer } from '../../../shared/contract/errors.ts';
import { type ConversationId, type MediaId, mediaId } from '../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import { firstTenant, OWNER, PASSWORD, runningRelay } from '../../support/relay/running-relay.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memorySecrets, testCore, type TestCore } from '../../support/test-core.ts';

const SENDER = 'whatsapp:+13125550142';
export const CUSTOMER = 'whatsapp:+5215512345678';

/** A line between a core and its relay that can be cut. */
export interface Line {
  readonly url: string;
  /** Nobody gets through any more. */
  readonly down: () => void;
  readonly up: (url?: string) => void;
  /** The next file is cut off after so many bytes of its request. */
  readonly cutNextFile: (afterBytes: number) => void;
  /** The line goes down as the relay answers to the next file, so that nothing follows it. */
  readonly downAfterNextFile: () => Promise<void>;
  readonly files: () => number;
}

async function openLine(first: string): Promise<Line> {
  let target = new URL(first);
  let isDown = false;
  let cutAfter: number | null = null;
  let files = 0;
  let afterFile: (() => void) | null = null;
  const sockets = new Set<Socket>();
  const down = (): void => {
    isDown = true;
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (isDown) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    let got = 0;
    let isFile = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      if (bytes.subarray(0, 4).toString() === 'PUT ') {
        isFile = true;
        got = 0;
        files += 1;
      }
      got += bytes.byteLength;
      if (isFile && cutAfter !== null && got > cutAfter) {
        cutAfter = null;
        near.destroy();
        far.destroy();
        return;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      const tell = isFile ? afterFile : null;
      if (tell === null) {
        near.write(bytes);
        return;
      }
      afterFile = null;
      for (const socket of sockets) if (socket !== near) socket.destroy();
      isDown = true;
      near.end(bytes, tell);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    down();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  const { port }: AddressInfo = address;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    down,
    up: (url) => {
      if (url !== undefined) target = new URL(url);
      isDown = false;
    },
    cutNextFile: (afterBytes) => {
      cutAfter = afterBytes;
    },
    downAfterNextFile: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      afterFile = resolve;
      return promise;
    },
    files: () => files,
  };
}

/** Bytes that no two files have in common. */
export function someBytes(size: number): Buffer {
  return randomBytes(size);
}

export interface Stage {
  readonly simulator: Simulator;
  readonly line: Line;
  readonly core: TestCore;
  readonly conversationId: ConversationId;
  /** Another customer's conversation. */
  readonly addCustomer: (phone: string) => Promise<ConversationId>;
  /** The core as after a restart of the program: the same folder, another process. */
  readonly restartCore: () => Promise<TestCore>;
  readonly restartRelay: () => Promise<void>;
  /** The relay forgets what was put there and not sent, as after a restored backup. */
  readonly loseUploads: () => Promise<void>;
  /** What the provider took, oldest first: text, and the bytes that it fetched. */
  readonly taken: () => readonly {
    readonly to: string;
    readonly body: string;
    readonly status: string;
    readonly errorCode: number | null;
    readonly files: readonly { readonly contentType: string; readonly base64: string }[];
  }[];
}

/** The real relay, the simulator behind it, and a core of its owner, who has a customer. */
export async function attachmentStage(): Promise<Stage> {
  const simulator = await startSimulator({ speed: { sentMs: 1, deliveredMs: 1, readMs: 1 } });
  onTestFinished(() => simulator.close());
  const tenant = firstTenant();
  const provider = createTwilioProvider({ baseUrl: simulator.url });
  const seed = { kind: 'tenant', tenant } as const;
  let relay = await runningRelay({ provider, seed, log: openLog('silent') });
  const { databaseUrl, secretKey } = relay;
  const account = simulator.addAccount(tenant.account);
  const listen = async (): Promise<void> => {
    const [webhook] = await relay.webhooks();
    account.addSender({
      address: SENDER,
      displayName: 'Northwind',
      callbackUrl: webhook?.url ?? null,
    });
  };
  await listen();
  const line = await openLine(relay.url);
  const dataFolder = await temporaryFolder();
  const secrets = memorySecrets();
  let core = await testCore({ dataFolder, secrets });
  await core.call('session.signIn', { relayUrl: line.url, email: OWNER, password: PASSWORD });

  const addCustomer = async (phone: string): Promise<ConversationId> => {
    const { items: before } = await core.call('inbox.list', EVERYTHING);
    const known = new Set(before.map(({ conversation }) => conversation.id));
    account.addCustomer({ address: phone, profileName: 'Lucía Ortega' });
    await account.customer(phone).writes('¿Me manda la ficha?');
    let found: ConversationId | undefined;
    await core.until(async () => {
      const { items } = await core.call('inbox.list', EVERYTHING);
      found = items.find(({ conversation }) => !known.has(conversation.id))?.conversation.id;
      return found !== undefined;
    });
    if (found === undefined) throw new Error('the customer has no conversation');
    return found;
  };
  const conversationId = await addCustomer(CUSTOMER);
  return {
    simulator,
    line,
    get core() {
      return core;
    },
    conversationId,
    addCustomer,
    loseUploads: async () => {
      for (const id of await allTenants(relay.parts)) {
        await relay.parts.store.inTenant(id, (tx) => deleteUnbound(tx, Number.MAX_SAFE_INTEGER));
      }
    },
    restartCore: async () => {
      await core.app.close();
      core = await testCore({ dataFolder, secrets });
      return core;
    },
    restartRelay: async () => {
      await relay.close();
      relay = await runningRelay({ provider, seed, databaseUrl, secretKey });
      await listen();
      line.up(relay.url);
    },
    taken: () =>
      account
        .messages()
        .filter(({ direction }) => direction === 'outbound-api')
        .map(({ to, body, status, errorCode, media }) => ({
          to,
          body,
          status,
          errorCode,
          files: media.map(({ contentType, base64 }) => ({ contentType, base64 })),
        })),
  };
}

export const EVERYTHING = { filter: 'all', sort: 'newest', before: null, limit: 50 } as const;

/** Puts a file into a core, as the page does. */
export async function pick(
  core: TestCore,
  bytes: Uint8Array,
  contentType = 'application/pdf',
  fileName = 'ficha técnica.pdf',
): Promise<MediaRecord> {
  const answer = await pickAs(core, mediaId.parse(v7()), bytes, contentType, fileName);
  if (!answer.ok) throw new Error(answer.refusal.what);
  return answer.value;
}

/** As `pick`, under an id, with whatever the core answers. */
export function pickAs(
  core: TestCore,
  id: MediaId,
  bytes: Uint8Array,
  contentType: string,
  fileName: string | null = null,
): Promise<Answer<MediaRecord>> {
  async function* pieces(): AsyncGenerator<Uint8Array, void> {
    for (let at = 0; at < bytes.byteLength; at += 65_536) {
      yield Promise.resolve(bytes.subarray(at, at + 65_536));
    }
  }
  return core.app.upload(id, { contentType, fileName, pixels: null }, pieces());
}
