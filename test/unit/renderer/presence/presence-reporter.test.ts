import { describe, expect, it } from 'vitest';
import {
  createPresenceReporter,
  TYPING_MS,
  type PresenceReport,
} from '../../../../renderer/features/presence/presence-reporter.ts';
import { conversationId } from '../../../../shared/contract/ids.ts';

const ONE = conversationId.parse('018f0000-0000-7000-8000-000000000001');
const OTHER = conversationId.parse('018f0000-0000-7000-8000-000000000002');

function start(visible = true) {
  const said: PresenceReport[] = [];
  let timer: { readonly run: () => void; readonly ms: number } | null = null;
  const reporter = createPresenceReporter(
    {
      report: (report) => said.push(report),
      later: (run, ms) => {
        const mine = { run, ms };
        timer = mine;
        return () => {
          if (timer === mine) timer = null;
        };
      },
    },
    visible,
  );
  return { reporter, said, timer: () => timer };
}

describe('what a window tells of itself', () => {
  it('is said once for each change of place', () => {
    const { reporter, said } = start();
    reporter.open(ONE);
    reporter.open(ONE);
    reporter.open(null);
    expect(said).toEqual([
      { conversationId: ONE, typing: false },
      { conversationId: null, typing: false },
    ]);
  });

  it('is nothing while nobody can see the window', () => {
    const { reporter, said } = start(false);
    reporter.open(ONE);
    expect(said).toEqual([]);
    reporter.setVisible(true);
    reporter.setVisible(false);
    expect(said).toEqual([
      { conversationId: ONE, typing: false },
      { conversationId: null, typing: false },
    ]);
  });

  it('says that somebody types once, and that they stopped after a while without a key', () => {
    const { reporter, said, timer } = start();
    reporter.open(ONE);
    reporter.typed(ONE, true);
    const first = timer();
    reporter.typed(ONE, true);
    expect(timer()).not.toBe(first);
    expect(timer()?.ms).toBe(TYPING_MS);
    timer()?.run();
    expect(said.map(({ typing }) => typing)).toEqual([false, true, false]);
  });

  it('ends the typing at once where nothing is left, or another conversation is opened', () => {
    const { reporter, said, timer } = start();
    reporter.open(ONE);
    reporter.typed(ONE, true);
    reporter.typed(ONE, false);
    reporter.typed(ONE, true);
    reporter.open(OTHER);
    reporter.typed(ONE, true);
    expect(said).toEqual([
      { conversationId: ONE, typing: false },
      { conversationId: ONE, typing: true },
      { conversationId: ONE, typing: false },
      { conversationId: ONE, typing: true },
      { conversationId: OTHER, typing: false },
    ]);
    expect(timer()).toBeNull();
  });

  it('is said once more when the core was away', () => {
    const { reporter, said } = start();
    reporter.again();
    reporter.open(ONE);
    reporter.again();
    expect(said).toEqual([
      { conversationId: ONE, typing: false },
      { conversationId: ONE, typing: false },
    ]);
  });
});
