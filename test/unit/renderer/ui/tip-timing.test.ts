import { describe, expect, it } from 'vitest';
import { createTipTiming } from '../../../../renderer/ui/tip-timing.ts';

/** Tips over a clock of its own. */
function tips() {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void } | null = null;
  const shown: (string | null)[] = [];
  const timing = createTipTiming<string>({
    show: (target) => shown.push(target),
    later: (run, ms) => {
      const mine = { at: now + ms, run };
      due = mine;
      return () => {
        if (due === mine) due = null;
      };
    },
    now: () => now,
  });
  return {
    timing,
    shown,
    pass: (ms: number) => {
      now += ms;
      if (due === null || due.at > now) return;
      const { run } = due;
      due = null;
      run();
    },
  };
}

describe('the timing of tips', () => {
  it('waits while something is pointed at, and shows nothing of what is only passed', () => {
    const { timing, shown, pass } = tips();
    timing.point('reply');
    pass(449);
    timing.point(null);
    pass(1_000);
    expect(shown).toEqual([]);
    timing.point('copy');
    pass(450);
    expect(shown).toEqual(['copy']);
  });

  it('shows the next one at once while the last is there or has just gone', () => {
    const { timing, shown, pass } = tips();
    timing.point('reply');
    pass(450);
    timing.point('copy');
    timing.point(null);
    pass(60);
    pass(499);
    timing.point('send');
    expect(shown).toEqual(['reply', 'copy', null, 'send']);
  });

  it('lingers, so that the pointer can go into it', () => {
    const { timing, shown, pass } = tips();
    timing.point('reply');
    pass(450);
    timing.point(null);
    timing.point('reply');
    pass(60);
    expect(shown).toEqual(['reply']);
  });

  it('stays away after it was closed while the pointer stays', () => {
    const { timing, shown, pass } = tips();
    timing.point('reply');
    timing.close();
    timing.point('reply');
    pass(1_000);
    expect(shown).toEqual([]);
  });

  it('comes at once where the keyboard reaches something', () => {
    const { timing, shown } = tips();
    timing.reach('send');
    expect(shown).toEqual(['send']);
  });
});
