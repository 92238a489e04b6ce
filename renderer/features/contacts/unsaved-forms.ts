import { useState } from 'react';
import { useSession } from '../../bridge/context.tsx';
import type { FormState } from './form-state.ts';

/* What was typed and not saved stays while the app is open: a form that is closed by mistake, or
 * a pane that is drawn anew, loses nothing. Never written to the disk, where it would lie open. */
const kept = new Map<string, FormState>();

/**
 * A form that survives its own pane.
 *
 * @param what is filled in: the id of a contact, or another word
 * @param start what stands in it where nothing was kept
 */
export function useKeptForm(what: string, start: FormState) {
  // Another person at the same desk has forms of their own.
  const key = `${useSession().person.id} ${what}`;
  const [form, setForm] = useState<FormState>(() => kept.get(key) ?? start);
  return {
    form,
    wasKept: kept.has(key),
    change: (part: Partial<FormState>) =>
      setForm((now) => {
        const next = { ...now, ...part };
        kept.set(key, next);
        return next;
      }),
    forget: () => void kept.delete(key),
    startAnew: () => {
      kept.delete(key);
      setForm(start);
    },
  };
}
