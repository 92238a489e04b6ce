import type { Change, ConversationRecord, MessageRecord } from '../../shared/contract/records.ts';
import {
  aContact,
  aConversation,
  aMessage,
  aPerson,
  aSender,
  aTemplate,
  aTenant,
  changeOf,
} from './sample-records.ts';
import { type ScriptedRelay, scriptedRelay } from './scripted-relay.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type TestCore, type TestCoreOptions, memorySecrets, testCore } from './test-core.ts';

const HOUR = 3_600_000;

/** A relay with one conversation whose window is open, and a machine to look at it from. */
export interface World {
  readonly relay: ScriptedRelay;
  readonly person: ReturnType<typeof aPerson>;
  readonly tenant: ReturnType<typeof aTenant>;
  readonly sender: ReturnType<typeof aSender>;
  readonly contact: ReturnType<typeof aContact>;
  readonly template: ReturnType<typeof aTemplate>;
  readonly conversation: ConversationRecord;
  readonly message: MessageRecord;
  /** The number that the next change of the log gets. */
  readonly nextNumber: () => number;
  /** Adds changes by makers that want a number. */
  readonly change: (...makers: readonly ((number: number) => Change)[]) => void;
  /** Starts the core of this machine's profile, with the same folder and secrets each time. */
  readonly start: (options?: Partial<TestCoreOptions>) => Promise<TestCore>;
  /** Starts it, signs in and waits until everything is here. */
  readonly signedIn: (options?: Partial<TestCoreOptions>) => Promise<TestCore>;
  readonly secrets: ReturnType<typeof memorySecrets>;
  readonly dataFolder: string;
}

/** The world of the running test. */
export async function scriptedWorld(): Promise<World> {
  const person = aPerson();
  const tenant = aTenant();
  const sender = aSender();
  const contact = aContact();
  const template = aTemplate();
  const at = Date.now() - HOUR;
  const opened = aConversation(contact, sender, { lastInboundAt: at, lastMessageAt: at });
  const message = aMessage(opened.id, { at });
  const conversation: ConversationRecord = {
    ...opened,
    unreadCount: 1,
    lastMessage: {
      id: message.id,
      direction: 'inbound',
      kind: 'text',
      preview: message.body,
      status: 'received',
    },
  };
  const relay = await scriptedRelay(person, tenant);
  const nextNumber = (): number => relay.head().number + 1;
  const change = (...makers: readonly ((number: number) => Change)[]): void => {
    const from = nextNumber();
    relay.add(...makers.map((make, index) => make(from + index)));
  };
  change(
    (number) => changeOf.tenant(tenant, number),
    (number) => changeOf.person(person, number),
    (number) => changeOf.sender(sender, number),
    (number) => changeOf.template(template, number),
    (number) => changeOf.contact(contact, number),
    (number) => changeOf.conversation(conversation, number),
    (number) => changeOf.message(message, number),
  );
  const dataFolder = await temporaryFolder();
  const secrets = memorySecrets();
  const start = async (options: Partial<TestCoreOptions> = {}): Promise<TestCore> =>
    testCore({ dataFolder, secrets, ...options });
  return {
    relay,
    person,
    tenant,
    sender,
    contact,
    template,
    conversation,
    message,
    nextNumber,
    change,
    start,
    signedIn: async (options) => {
      const core = await start(options);
      await core.signIn(relay);
      await core.until(async () => {
        const { connection } = await core.call('app.bootstrap', {});
        return connection.state === 'online' && connection.loading === null;
      });
      return core;
    },
    secrets,
    dataFolder,
  };
}
