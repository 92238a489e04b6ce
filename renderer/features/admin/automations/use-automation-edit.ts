import { useState } from 'react';
import {
  type AutomationPlan,
  automationPlan,
  type AutomationRecord,
  type AutomationTemplate,
} from '../../../../shared/contract/automation.ts';
import type { OrderEventKind } from '../../../../shared/contract/order.ts';
import { guessSource } from './source-text.ts';

/** An automation as it is being written: the template may still be missing. */
export interface Written extends Omit<AutomationRecord, 'id' | 'template'> {
  readonly template: AutomationTemplate | null;
}

const EMPTY: Written = {
  name: '',
  isOn: false,
  archived: false,
  event: 'confirmed',
  template: null,
  language: 'en',
  variables: {},
  conditions: { atLeast: null, countries: [], anyTagIds: [], noTagIds: [] },
  quietHours: { from: '20:00', to: '08:00', weekends: false },
  senderId: null,
  withinHours: 48,
};

/** What is being written of an automation; `change` sets some of it. */
export function useAutomationEdit(automation: AutomationRecord | null) {
  const [written, setWritten] = useState<Written>(() => {
    if (automation === null) return EMPTY;
    const { id: _id, ...rest } = automation;
    return rest;
  });
  const change = (some: Partial<Written>) => setWritten((now) => ({ ...now, ...some }));
  return { written, change };
}

/** The sources of the variables, with a guess for each that has none. */
export function withGuesses(
  variables: Written['variables'],
  names: readonly string[],
  event: OrderEventKind,
): Written['variables'] {
  const guessed = names.flatMap((name) => {
    const source = variables[name] ?? guessSource(name, event);
    return source === null ? [] : [[name, source] as const];
  });
  return Object.fromEntries(guessed);
}

/** What it would do; null: something of it is still missing or wrong. */
export function planOf(written: Written, names: readonly string[]): AutomationPlan | null {
  if (names.some((name) => written.variables[name] === undefined)) return null;
  const { name: _name, isOn: _isOn, archived: _archived, ...plan } = written;
  return automationPlan.safeParse(plan).data ?? null;
}
