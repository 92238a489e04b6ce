import type { PersonId } from '../../../shared/contract/ids.ts';
import type { Uploads } from './uploads.ts';

/** The files on their way of everyone who has signed in on this page, each apart. */
export interface UploadsOfPeople<F> {
  readonly of: (person: PersonId) => Uploads<F>;
  /** Whoever is signed in now; null: nobody. The files of everyone else wait for them. */
  readonly belongsTo: (person: PersonId | null) => void;
}

/** @param create makes an empty list */
export function createUploadsOfPeople<F>(create: () => Uploads<F>): UploadsOfPeople<F> {
  const lists = new Map<PersonId, Uploads<F>>();
  let current: PersonId | null = null;
  return {
    of: (person) => {
      const known = lists.get(person);
      if (known !== undefined) return known;
      const made = create();
      if (person !== current) made.hold();
      lists.set(person, made);
      return made;
    },
    belongsTo: (person) => {
      if (person === current) return;
      current = person;
      for (const [id, list] of lists) if (id !== person) list.hold();
      if (person !== null) lists.get(person)?.goOn();
    },
  };
}
