import { describe, expect, it } from 'vitest';
import { createAnnouncer, NOTICE_MS } from '../../../../renderer/ui/announcer.ts';

function start() {
  const timers: { run: () => void; ms: number }[] = [];
  const announcer = createAnnouncer((run, ms) => timers.push({ run, ms }));
  const show = (text: string, ms?: number) =>
    announcer.show({ tone: 'neutral', text, next: null, action: null }, ms);
  return { announcer, timers, show, texts: () => announcer.notices().map(({ text }) => text) };
}

describe('notices', () => {
  it('leave by themselves after their time', () => {
    const { timers, show, texts } = start();
    show('Saved');
    expect(timers[0]?.ms).toBe(NOTICE_MS);
    timers[0]?.run();
    expect(texts()).toEqual([]);
  });

  it('stay longer where that is asked for', () => {
    const { timers, show } = start();
    show('The window closes', 30_000);
    expect(timers[0]?.ms).toBe(30_000);
  });

  it('say the same words once, and at most three things', () => {
    const { show, texts } = start();
    for (const text of ['a', 'b', 'b', 'c', 'd']) show(text);
    expect(texts()).toEqual(['b', 'c', 'd']);
  });

  it('all go when who they were said to has left', () => {
    const { announcer, timers, show, texts } = start();
    show('Lucía is assigned to you');
    show('The window with Aceros Luján closes in 10 minutes');
    announcer.clear();
    expect(texts()).toEqual([]);
    show('Welcome');
    timers[0]?.run();
    expect(texts()).toEqual(['Welcome']);
  });

  it('can be dismissed, and a late timer does nothing more', () => {
    const { announcer, timers, show, texts } = start();
    show('a');
    show('b');
    const first = announcer.notices()[0];
    announcer.dismiss(first?.id ?? 0);
    timers[0]?.run();
    expect(texts()).toEqual(['b']);
  });
});
