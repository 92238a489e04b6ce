import { z } from 'zod';
import type { CoreLink } from './core-link.ts';
import type { CoreConversation, CoreFacts, CoreMessage } from './oracle/facts.ts';

const listed = z.object({
  items: z.array(
    z.object({
      conversation: z.object({
        id: z.string(),
        unreadCount: z.number(),
        status: z.string(),
        assigneeId: z.string().nullable(),
        lastMessage: z.object({ id: z.string(), status: z.string() }).nullable(),
      }),
      contact: z.object({ phone: z.string().nullable() }),
      sender: z.object({ channel: z.string() }),
    }),
  ),
  next: z.unknown(),
});
const place = z.object({ at: z.number(), id: z.string() });
const page = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      conversationId: z.string(),
      direction: z.string(),
      body: z.string().nullable(),
      status: z.string(),
      problem: z.object({ code: z.string() }).nullable(),
    }),
  ),
  previous: place.nullable(),
});
const drafted = z.object({ draft: z.object({ text: z.string() }).nullable() });
const bootstrap = z.object({
  connection: z.object({ state: z.string(), waiting: z.number(), loading: z.unknown() }),
  session: z.object({ person: z.object({ id: z.string() }) }).nullable(),
});

async function ask(link: CoreLink, name: string, input: unknown): Promise<unknown> {
  const answer = await link.call(name, input);
  if (answer === 'lost') throw new Error(`${link.program.name} is away`);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`);
  return answer.value;
}

async function list(link: CoreLink): Promise<z.infer<typeof listed>['items']> {
  const items = new Map<string, z.infer<typeof listed>['items'][number]>();
  for (const filter of ['all', 'resolved']) {
    let before: unknown = null;
    do {
      const input = { filter, sort: 'newest', before, limit: 200 };
      const found = listed.parse(await ask(link, 'inbox.list', input));
      for (const item of found.items) items.set(item.conversation.id, item);
      before = found.next;
    } while (before !== null);
  }
  return [...items.values()];
}

/** The conversations that a core knows, by the customer's address at the provider. */
export async function conversationsOf(link: CoreLink): Promise<ReadonlyMap<string, string>> {
  return new Map(
    (await list(link)).map(({ conversation, contact, sender }) => [
      `${sender.channel === 'whatsapp' ? 'whatsapp:' : ''}${contact.phone ?? ''}`,
      conversation.id,
    ]),
  );
}

/** Who is signed in at this core. */
export async function personOf(link: CoreLink): Promise<string> {
  const { session } = bootstrap.parse(await ask(link, 'app.bootstrap', {}));
  if (session === null) throw new Error(`nobody is signed in at ${link.program.name}`);
  return session.person.id;
}

/** Whether a core is connected, has loaded everything, and has nothing left to hand over. */
export async function isInStep(link: CoreLink): Promise<boolean> {
  const { connection } = bootstrap.parse(await ask(link, 'app.bootstrap', {}));
  return connection.state === 'online' && connection.waiting === 0 && connection.loading === null;
}

/** Everything that a person at this core sees. */
export async function coreFacts(core: number, link: CoreLink): Promise<CoreFacts> {
  const { connection } = bootstrap.parse(await ask(link, 'app.bootstrap', {}));
  const messages: CoreMessage[] = [];
  const conversations: CoreConversation[] = [];
  for (const { conversation } of await list(link)) {
    const { id: conversationId, lastMessage } = conversation;
    const { draft } = drafted.parse(await ask(link, 'conversation.get', { conversationId }));
    conversations.push({
      id: conversationId,
      unread: conversation.unreadCount,
      status: conversation.status,
      assigneeId: conversation.assigneeId,
      draft: draft?.text ?? null,
      lastMessageId: lastMessage?.id ?? null,
      lastMessageStatus: lastMessage?.status ?? null,
    });
    let before: z.infer<typeof place> | null = null;
    do {
      const input = { conversationId, before, limit: 200 };
      const found = page.parse(await ask(link, 'conversation.messages', input));
      messages.push(
        ...found.messages.map((each) => ({ ...each, problem: each.problem?.code ?? null })),
      );
      before = found.previous;
    } while (before !== null);
  }
  return { core, waiting: connection.waiting, messages, conversations };
}
