import type { RestName } from '../../../shared/contract/rest.ts';
import { contactRoutes } from './contacts.ts';
import { readingRoutes } from './conversations.ts';
import type { RestHandlers } from './handler.ts';
import { messageRoutes } from './messages.ts';
import { orderRoutes } from './orders.ts';

/** Every route's handler. @param wake called after a commit that queued a message */
export function restHandlers(wake: () => void): RestHandlers<RestName> {
  return { ...messageRoutes(wake), ...contactRoutes, ...readingRoutes, ...orderRoutes };
}
