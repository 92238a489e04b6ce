import { app } from 'electron';
import { conversationId, type ConversationId } from '../../../shared/contract/ids.ts';
import { LINK_SCHEME, PAGE_URL } from './address.ts';

const LINK = new RegExp(`^${LINK_SCHEME}://conversation/([0-9a-fA-F-]{36})/?$`);

/**
 * The conversation that a link names. Any site and any program can hand us a link, so only the
 * one form is understood, and all it can do is to show what the person may see anyway.
 *
 * @returns null for every other text
 */
export function linkedConversation(link: string): ConversationId | null {
  const [, id] = LINK.exec(link) ?? [];
  return conversationId.safeParse(id?.toLowerCase()).data ?? null;
}

/** The first link among the arguments of a command line, as Windows and Linux hand it over. */
export function linkAmong(args: readonly string[]): ConversationId | null {
  return args.map(linkedConversation).find((id) => id !== null) ?? null;
}

/** The address of the page that shows a conversation. */
export function conversationUrl(id: ConversationId): string {
  return `${PAGE_URL}#/conversation/${id}`;
}

/**
 * Collects links from now on: the operating system hands over the one that started the program
 * before there is a window.
 *
 * @param argv the command line
 * @returns to be called once there is something that follows links; it gets the latest at once
 */
export function collectLinks(
  argv: readonly string[],
): (follow: (id: ConversationId | null) => void) => void {
  let waiting = linkAmong(argv);
  let follow = (id: ConversationId | null): void => {
    waiting = id;
  };
  // macOS
  app.on('open-url', (event, link) => {
    event.preventDefault();
    const id = linkedConversation(link);
    if (id !== null) follow(id);
  });
  // Windows and Linux: a second start, with or without a link, only shows the first.
  app.on('second-instance', (_event, args) => follow(linkAmong(args)));
  return (follower) => {
    follow = follower;
    follower(waiting);
  };
}
