import { describe, expect, it } from 'vitest';
import { createRefresher } from '../../../../renderer/bridge/refresher.ts';

function deferred() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { promise, finish: resolve, fail: () => reject(new Error('refused')) };
}
const atOnce = () => Promise.resolve();
const settled = () => new Promise((done) => setImmediate(done));

describe('refreshing what has changed', () => {
  it('asks once more, and only once, for what changed while an answer was under way', async () => {
    const runs: ReturnType<typeof deferred>[] = [];
    const refresh = createRefresher(() => {
      const run = deferred();
      runs.push(run);
      return run.promise;
    }, atOnce);
    for (let change = 0; change < 5; change += 1) refresh([{ kind: 'inbox' }]);
    expect(runs).toHaveLength(1);
    runs[0]?.finish();
    await settled();
    expect(runs).toHaveLength(2);
    runs[1]?.finish();
    await settled();
    expect(runs).toHaveLength(2);
    refresh([{ kind: 'inbox' }]);
    expect(runs).toHaveLength(3);
  });

  it('refreshes once more after the rest of a topic, for what changed until then', async () => {
    let runs = 0;
    const rests: ReturnType<typeof deferred>[] = [];
    const refresh = createRefresher(
      () => {
        runs += 1;
        return Promise.resolve();
      },
      () => {
        const rest = deferred();
        rests.push(rest);
        return rest.promise;
      },
    );
    refresh([{ kind: 'inbox' }]);
    expect(runs).toBe(1);
    await settled();
    refresh([{ kind: 'inbox' }]);
    refresh([{ kind: 'inbox' }]);
    expect(runs).toBe(1);
    rests[0]?.finish();
    await settled();
    expect(runs).toBe(2);
    rests[1]?.finish();
    await settled();
    expect(runs).toBe(2);
  });

  it('does not let one topic wait for another', () => {
    const asked: string[] = [];
    const refresh = createRefresher((topic) => {
      asked.push(topic.kind);
      return new Promise(() => undefined);
    }, atOnce);
    refresh([{ kind: 'inbox' }, { kind: 'templates' }]);
    expect(asked).toEqual(['inbox', 'templates']);
  });

  it('goes on after an answer that failed', async () => {
    const runs: ReturnType<typeof deferred>[] = [];
    const refresh = createRefresher(() => {
      const run = deferred();
      runs.push(run);
      return run.promise;
    }, atOnce);
    refresh([{ kind: 'inbox' }]);
    runs[0]?.fail();
    await settled();
    refresh([{ kind: 'inbox' }]);
    expect(runs).toHaveLength(2);
  });
});
