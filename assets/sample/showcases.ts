import { type WrittenConversation } from './plan.ts';
import { type ThreadSetting } from './thread.ts';

export function writeShowcases(_setting: ThreadSetting): readonly WrittenConversation[] {
  return [];
}
