import type { Topic } from '../../shared/contract/bridge.ts';
import { topicKey } from './topics.ts';

/**
 * Runs at most one refresh per topic at a time. What changes while one runs is refreshed once
 * after it: so a stream of changes neither starves the answer that is under way nor loses the
 * last change.
 *
 * @param refresh asks anew for everything of the topic; resolves when the answers are there
 * @param rest resolves when the topic may be refreshed again
 */
export function createRefresher(
  refresh: (topic: Topic) => Promise<void>,
  rest: (topic: Topic) => Promise<void>,
): (topics: readonly Topic[]) => void {
  const running = new Map<string, { again: boolean }>();

  async function run(topic: Topic, state: { again: boolean }): Promise<void> {
    do {
      state.again = false;
      // A failed answer shows itself where it is wanted; the next change asks again.
      await refresh(topic).catch(() => undefined);
      await rest(topic);
    } while (state.again);
    running.delete(topicKey(topic));
  }

  return (topics) => {
    for (const topic of topics) {
      const under = running.get(topicKey(topic));
      if (under === undefined) {
        const state = { again: false };
        running.set(topicKey(topic), state);
        void run(topic, state);
      } else {
        under.again = true;
      }
    }
  };
}
