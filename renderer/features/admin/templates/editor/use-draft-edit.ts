import { useEffect, useEffectEvent, useReducer, useRef } from 'react';
import type {
  TemplateDraftBody,
  TemplateDraftRecord,
} from '../../../../../shared/contract/template-library.ts';
import { mergeDrafts } from '../../../../../shared/domain/template/library/merge-drafts.ts';
import { isSame } from '../../../../../shared/domain/template/library/same.ts';
import { useGive } from '../../../../bridge/records.ts';

const SAVE_AFTER_MS = 500;
/** Changes of one field within so long are undone together. */
const TOGETHER_MS = 1200;
const MOST_UNDO = 200;

interface State {
  readonly body: TemplateDraftBody;
  readonly past: readonly TemplateDraftBody[];
  readonly future: readonly TemplateDraftBody[];
  /** Which field was changed last, and when. */
  readonly last: { readonly key: string; readonly at: number } | null;
}

type Step =
  | { readonly kind: 'change'; readonly body: TemplateDraftBody; readonly key: string }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'arrived'; readonly body: TemplateDraftBody };

function next(state: State, step: Step): State {
  const { body, past, future, last } = state;
  switch (step.kind) {
    case 'change': {
      const at = Date.now();
      const isOne = last !== null && last.key === step.key && at - last.at < TOGETHER_MS;
      return {
        body: step.body,
        past: isOne ? past : [...past, body].slice(-MOST_UNDO),
        future: [],
        last: { key: step.key, at },
      };
    }
    case 'undo': {
      const before = past.at(-1);
      return before === undefined
        ? state
        : { body: before, past: past.slice(0, -1), future: [body, ...future], last: null };
    }
    case 'redo': {
      const [after, ...rest] = future;
      return after === undefined
        ? state
        : { body: after, past: [...past, body], future: rest, last: null };
    }
    case 'arrived':
      return { ...state, body: step.body };
    default:
      return step satisfies never;
  }
}

function bodyOf(record: TemplateDraftRecord): TemplateDraftBody {
  const { name, category, languages, tags, deadline, archived, conflicts } = record;
  return { name, category, languages, tags, deadline, archived, conflicts };
}

/** A draft that is being written. */
export interface DraftEdit {
  readonly body: TemplateDraftBody;
  /** @param key of the field: what is typed into one field is undone together */
  readonly change: (body: TemplateDraftBody, key: string) => void;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
  /** Gives what was typed at once, without waiting for a pause. */
  readonly saveNow: () => void;
  readonly isSaved: boolean;
}

/**
 * The draft as it is typed: saved by itself after each pause, put together with what others change
 * meanwhile, undone and done again step by step.
 */
export function useDraftEdit(record: TemplateDraftRecord): DraftEdit {
  const draftId = record.id;
  const there = bodyOf(record);
  const save = useGive('templateDraft.save');
  const [state, step] = useReducer(next, { body: there, past: [], future: [], last: null });
  // What the relay has, or has been given: from here on the next changes are told.
  const base = useRef<TemplateDraftBody>(there);
  const { body } = state;

  const give = () => {
    if (isSame(base.current, body)) return;
    save.mutate({ draftId, base: base.current, body });
    base.current = body;
  };
  const saveNow = useEffectEvent(give);
  const arrived = useEffectEvent((now: TemplateDraftBody) => {
    if (isSame(now, base.current)) return;
    const merged = mergeDrafts(base.current, now, body, () => crypto.randomUUID());
    base.current = now;
    step({ kind: 'arrived', body: merged });
  });
  useEffect(() => arrived(bodyOf(record)), [record]);
  useEffect(() => {
    const timer = setTimeout(() => saveNow(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [body]);
  useEffect(() => {
    const leave = () => saveNow();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  return {
    body,
    change: (changed, key) => step({ kind: 'change', body: changed, key }),
    undo: state.past.length === 0 ? null : () => step({ kind: 'undo' }),
    redo: state.future.length === 0 ? null : () => step({ kind: 'redo' }),
    saveNow: give,
    isSaved: !save.isPending && isSame(there, body),
  };
}
