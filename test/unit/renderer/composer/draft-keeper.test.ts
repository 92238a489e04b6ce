import { describe, expect, it } from 'vitest';
import {
  DraftKeeper,
  EMPTY_DRAFT,
  SAVE_AFTER_MS,
} from '../../../../renderer/features/composer/draft-keeper.ts';
import type { Draft } from '../../../../shared/contract/bridge.ts';
import { conversationId } from '../../../../shared/contract/ids.ts';

const A = conversationId.parse('10000000-0000-4000-8000-00000000000a');
const B = conversationId.parse('10000000-0000-4000-8000-00000000000b');
const typed = (text: string): Draft => ({ ...EMPTY_DRAFT, text });

/** A keeper whose timers run when told, and whose core answers when told. */
function workshop() {
  let now = 1_000;
  let timers: { run: () => void; at: number }[] = [];
  const saves: { id: string; text: string | null; answer: (ok: boolean) => Promise<void> }[] = [];
  const keeper = new DraftKeeper(
    {
      save: (id, draft) =>
        new Promise<void>((resolve, reject) => {
          saves.push({
            id,
            text: draft?.text ?? null,
            answer: async (ok) => {
              if (ok) resolve();
              else reject(new Error('not saved'));
              await Promise.resolve().then(() => undefined);
            },
          });
        }),
      later: (run, ms) => {
        const timer = { run, at: now + ms };
        timers.push(timer);
        return () => {
          timers = timers.filter((one) => one !== timer);
        };
      },
      now: () => now,
    },
    'ada',
  );
  return {
    keeper,
    saves,
    texts: () => saves.map(({ text }) => text),
    pass: (ms: number) => {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
  };
}

describe('what is typed', () => {
  it('is saved within the time set, however fast one types', () => {
    const { keeper, pass, texts } = workshop();
    for (const text of ['N', 'Ne', 'Nee', 'Need']) {
      keeper.change(A, typed(text));
      pass(SAVE_AFTER_MS / 4);
    }
    expect(texts()).toEqual(['Need']);
    expect(SAVE_AFTER_MS).toBeLessThanOrEqual(300);
  });

  it('is saved at once on blur, on a switch and when the page goes', () => {
    const { keeper, saves } = workshop();
    keeper.change(A, typed('one'));
    keeper.change(B, typed('two'));
    keeper.flush(A);
    expect(saves.map(({ id, text }) => [id, text])).toEqual([[A, 'one']]);
    keeper.flushAll();
    expect(saves.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('is saved once: a flush without a change does nothing', () => {
    const { keeper, pass, texts } = workshop();
    keeper.change(A, typed('one'));
    keeper.flush(A);
    keeper.flush(A);
    pass(10_000);
    expect(texts()).toEqual(['one']);
  });

  it('removes the draft where nothing is left of it', () => {
    const { keeper, texts } = workshop();
    keeper.change(A, typed(''));
    keeper.flush(A);
    expect(texts()).toEqual([null]);
  });

  it('wins over an older answer of the core, until a newer one comes', async () => {
    const { keeper, pass, saves } = workshop();
    keeper.change(A, typed('typed here'));
    expect(keeper.read(A, typed('old'), 5_000_000)).toEqual(typed('typed here'));
    keeper.flush(A);
    pass(50);
    expect(keeper.read(A, typed('old'), 5_000_000)).toEqual(typed('typed here'));
    await saves[0]?.answer(true);
    expect(keeper.read(A, typed('old'), 1_000)).toEqual(typed('typed here'));
    expect(keeper.read(A, typed('newer'), 9_000)).toEqual(typed('newer'));
  });

  it('is tried again after it could not be saved', async () => {
    const { keeper, pass, saves, texts } = workshop();
    keeper.change(A, typed('keep me'));
    keeper.flush(A);
    await saves[0]?.answer(false);
    expect(keeper.read(A, null, 5_000_000)).toEqual(typed('keep me'));
    pass(SAVE_AFTER_MS * 10);
    expect(texts()).toEqual(['keep me', 'keep me']);
  });

  it('does not come back by a save that waited while it was sent', () => {
    const { keeper, pass, texts } = workshop();
    keeper.change(A, typed('sent text'));
    keeper.taken(A, EMPTY_DRAFT, Promise.resolve());
    pass(10_000);
    expect(texts()).toEqual([]);
    expect(keeper.read(A, typed('sent text'), 900)).toEqual(EMPTY_DRAFT);
  });

  it('keeps the rest of a draft whose other part was sent', () => {
    const { keeper, pass, texts } = workshop();
    keeper.taken(A, typed('kept beside the template'), Promise.resolve());
    pass(SAVE_AFTER_MS);
    expect(texts()).toEqual(['kept beside the template']);
  });

  it('of one person is never shown or saved to another, and waits for them', () => {
    const { keeper, pass, texts } = workshop();
    keeper.change(A, typed('mine'));
    keeper.belongsTo('ben');
    pass(60_000);
    expect(texts()).toEqual([]);
    expect(keeper.read(A, null, 0)).toEqual(EMPTY_DRAFT);
    keeper.change(A, typed('his'));
    keeper.belongsTo('ada');
    expect(keeper.read(A, null, 0)).toEqual(typed('mine'));
    pass(SAVE_AFTER_MS);
    expect(texts()).toEqual(['mine']);
  });

  it('that could not be saved is not tried again in another person’s core', async () => {
    const { keeper, pass, saves, texts } = workshop();
    keeper.change(A, typed('mine'));
    pass(SAVE_AFTER_MS);
    keeper.belongsTo('ben');
    await saves[0]?.answer(false);
    pass(60_000);
    expect(texts()).toEqual(['mine']);
  });

  it('stays when the same person signs in again', () => {
    const { keeper, pass, texts } = workshop();
    keeper.change(A, typed('mine'));
    keeper.belongsTo('ada');
    pass(SAVE_AFTER_MS);
    expect(texts()).toEqual(['mine']);
  });

  it('is known to be unsaved until the core has it; what was sent is not', async () => {
    const { keeper, saves } = workshop();
    keeper.change(A, typed('half'));
    keeper.taken(B, EMPTY_DRAFT, new Promise(() => undefined));
    expect([...keeper.unsaved()]).toEqual([[A, typed('half')]]);
    keeper.flush(A);
    expect(keeper.unsaved().size).toBe(1);
    await saves[0]?.answer(true);
    expect(keeper.unsaved().size).toBe(0);
  });
});
