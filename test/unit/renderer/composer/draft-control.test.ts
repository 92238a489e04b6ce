import { describe, expect, it } from 'vitest';
import {
  createDraftControl,
  TYPING_MS,
} from '../../../../renderer/features/composer/draft-control.ts';
import { DraftKeeper, EMPTY_DRAFT } from '../../../../renderer/features/composer/draft-keeper.ts';
import type { Draft } from '../../../../shared/contract/bridge.ts';
import { conversationId } from '../../../../shared/contract/ids.ts';
import { aFile } from '../attachments/a-file.ts';

const A = conversationId.parse('10000000-0000-4000-8000-00000000000a');
const typed = (text: string): Draft => ({ ...EMPTY_DRAFT, text });
const settled = async () => {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
};

/** One window on a core that both of two windows save to. */
function aWindow(core: { draft: Draft | null }, savesFail = false) {
  let now = 100_000;
  let timers: { run: () => void; at: number }[] = [];
  const later = (run: () => void, ms: number) => {
    const timer = { run, at: now + ms };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  };
  const keeper = new DraftKeeper(
    {
      save: async (_, draft) => {
        if (savesFail) throw new Error('not saved');
        core.draft = draft;
        return Promise.resolve();
      },
      later,
      now: () => now,
    },
    'ada',
  );
  const control = createDraftControl(
    { keeper, load: () => Promise.resolve(core.draft), now: () => now, later },
    A,
    EMPTY_DRAFT,
  );
  return {
    control,
    type: (text: string) => control.change((draft) => ({ ...draft, text })),
    text: () => control.read().text,
    pass: async (ms: number) => {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
      await settled();
    },
  };
}

describe('two windows of one person', () => {
  it('show the same: what one saves the other one takes', async () => {
    const core = { draft: null };
    const [one, other] = [aWindow(core), aWindow(core)];
    one.control.change((draft) => ({ ...draft, text: 'Yes', attachments: [aFile('a.pdf')] }));
    await one.pass(1_000);
    await other.control.catchUp();
    expect(other.control.read()).toEqual({ ...typed('Yes'), attachments: [aFile('a.pdf')] });
    one.control.change(() => EMPTY_DRAFT);
    await one.pass(1_000);
    await other.control.catchUp();
    expect(other.control.read()).toEqual(EMPTY_DRAFT);
  });

  it('never overwrite what is being typed, and the last one to write wins', async () => {
    const core: { draft: Draft | null } = { draft: null };
    const [one, other] = [aWindow(core), aWindow(core)];
    one.type('first');
    await one.pass(200);
    other.type('sec');
    await other.control.catchUp();
    expect(other.text()).toBe('sec');
    await other.pass(200);
    expect(core.draft).toEqual(typed('sec'));
  });

  it('leave a text alone that was typed a moment ago, and show the other one after it', async () => {
    const core: { draft: Draft | null } = { draft: null };
    const here = aWindow(core);
    here.type('typing');
    await here.pass(200);
    core.draft = typed('from elsewhere');
    await here.control.catchUp();
    expect(here.text()).toBe('typing');
    await here.pass(TYPING_MS);
    expect(here.text()).toBe('from elsewhere');
  });

  it('keep what could not be saved yet, however long ago it was typed', async () => {
    const core: { draft: Draft | null } = { draft: typed('from elsewhere') };
    const here = aWindow(core, true);
    here.type('not saved yet');
    await here.pass(10 * TYPING_MS);
    await here.control.catchUp();
    expect(here.text()).toBe('not saved yet');
  });

  it('do not take an answer that was overtaken by typing', async () => {
    const core: { draft: Draft | null } = { draft: typed('old') };
    const here = aWindow(core);
    const catching = here.control.catchUp();
    here.type('new');
    await catching;
    expect(here.text()).toBe('new');
  });
});

const failed = () => Promise.reject(new Error('not taken'));

describe('what was given away and came back', () => {
  it('is the draft as it was before the first thing that did not go', async () => {
    const { control } = aWindow({ draft: null });
    const left = { ...typed('The quote'), attachments: [aFile('b.jpg')] };
    control.giveAway(EMPTY_DRAFT, failed(), () => left);
    expect(control.read()).toEqual(EMPTY_DRAFT);
    await settled();
    expect(control.read()).toBe(left);
  });

  it('stands before what was typed and attached since', async () => {
    const { control, type } = aWindow({ draft: null });
    const left = { ...typed('The quote'), attachments: [aFile('b.jpg')] };
    control.giveAway(EMPTY_DRAFT, failed(), () => left);
    type('And this');
    control.change((draft) => ({ ...draft, attachments: [aFile('c.jpg')] }));
    await settled();
    expect(control.read()).toEqual({
      ...typed('The quote\n\nAnd this'),
      attachments: [aFile('b.jpg'), aFile('c.jpg')],
    });
  });

  it('leaves what was typed since alone where only a file came back', async () => {
    const { control, type } = aWindow({ draft: null });
    control.giveAway(EMPTY_DRAFT, failed(), () => ({
      ...EMPTY_DRAFT,
      attachments: [aFile('b.jpg')],
    }));
    type('And this');
    await settled();
    expect(control.read().text).toBe('And this');
  });
});
