import type { TemplateVersionRecord } from '../../../contract/template-library.ts';

/**
 * What a version is called at the platform. What was submitted can never be edited at the
 * provider: each version is a new template there, under a name of its own.
 * Source: Twilio, Content API: editing.
 *
 * @param base the name of the first version
 */
export function versionName(base: string, number: number): string {
  return number === 1 ? base : `${base}_v${number}`;
}

/**
 * The number of a language's next version. Languages that are submitted one after another share a
 * number, and so a name, as long as this language has none of it.
 *
 * @param versions those of the same template, in any order
 * @param isTaken whether a name is in use in this language, or blocked, elsewhere
 */
export function nextNumber(
  versions: readonly Pick<TemplateVersionRecord, 'number' | 'language' | 'name'>[],
  base: string,
  language: string,
  isTaken: (name: string) => boolean,
): number {
  const latest = Math.max(1, ...versions.map(({ number }) => number));
  const isFree = (number: number) => {
    const name = versionName(base, number);
    const has = versions.some(
      (one) => (one.number === number && one.language === language) || isOther(one, name, number),
    );
    return !has && !isTaken(name);
  };
  let number = latest;
  while (!isFree(number)) number += 1;
  return number;
}

/** A version whose name was given before the template was called otherwise. */
function isOther(
  one: Pick<TemplateVersionRecord, 'number' | 'name'>,
  name: string,
  number: number,
): boolean {
  return one.name === name && one.number !== number;
}

/** The newest version of a language; null: none was submitted. */
export function latestOf<T extends Pick<TemplateVersionRecord, 'number' | 'language'>>(
  versions: readonly T[],
  language: string,
): T | null {
  return versions
    .filter((one) => one.language === language)
    .reduce<T | null>((newest, one) => (one.number > (newest?.number ?? 0) ? one : newest), null);
}

/** A version's status now: the provider's word, or where it stands on its way there. */
export function statusOf({ stage, history }: TemplateVersionRecord): string {
  return stage === 'at_provider' ? (history.at(-1)?.status ?? 'received') : stage;
}

/** Statuses after which a version will never be sent again: the next one is needed. */
export const FINAL_STATUSES: ReadonlySet<string> = new Set([
  'rejected',
  'disabled',
  'deleted',
  'refused',
  'deleting',
]);
