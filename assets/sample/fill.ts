import { addWorkdays, localTime } from './calendar.ts';
import { greeting, onWeekday, shortDate, weekdayName, type WritingStyle } from './language.ts';
import { type SeededRandom } from './random.ts';

/** What the placeholders of a text stand for. */
export interface FillContext {
  readonly style: WritingStyle;
  readonly timeZone: string;
  /** When the message is written (ms). */
  readonly at: number;
  /** When labelled steps of the same thread happen (ms). */
  readonly labels: ReadonlyMap<string, number>;
  /** Names and numbers: `{order}`, `{name}`. */
  readonly values: ReadonlyMap<string, string>;
  readonly random: SeededRandom;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Makes the text of a message from its pattern:
 * - `[a|b]` is one of the wordings; an empty one is allowed;
 * - `{hello}` and `{Hello}` greet by the hour;
 * - `{wd+2}`, `{onwd+2}`, `{date+2}`: weekday, weekday with preposition, date, two working days
 *   from this message; `{date@arrived}`: when the step labelled `arrived` happens;
 *   `{date@arrived+1}`: one working day after it; `{date-5}`: five before; `{date}`: today;
 * - anything else in braces is a value. Throws on a value that nobody has given.
 */
export function fillText(pattern: string, context: FillContext): string {
  const chosen = pattern.replaceAll(/\[([^\]]*)\]/g, (_whole, choices: string) =>
    context.random.pick(choices.split('|')),
  );
  const filled = chosen.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) =>
    valueOf(name, context),
  );
  return filled.replaceAll(/ {2,}/g, ' ').trim();
}

function valueOf(name: string, context: FillContext): string {
  const { style, timeZone, at } = context;
  if (name === 'hello') return greeting(style, localTime(at, timeZone));
  if (name === 'Hello') return capitalise(greeting(style, localTime(at, timeZone)));

  const dated = /^(wd|onwd|date)(?:@(\w+))?([+-]\d+)?$/.exec(name);
  if (dated !== null) {
    const [, form, label, workdays] = dated;
    const base = label === undefined ? at : context.labels.get(label);
    if (base === undefined)
      throw new Error(`No step of the thread is labelled "${String(label)}".`);
    const moment = localTime(addWorkdays(base, Number(workdays ?? 0), timeZone), timeZone);
    if (form === 'wd') return weekdayName(style, moment);
    return form === 'onwd' ? onWeekday(style, moment) : shortDate(style, moment);
  }

  const value = context.values.get(name);
  if (value === undefined) throw new Error(`The sample text asks for an unknown value {${name}}.`);
  return value;
}
