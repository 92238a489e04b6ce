import type { Change } from '../../../shared/contract/records.ts';

/** What a desktop would hold: the newest record of each thing that it was told of. */
export class ModelClient {
  readonly #things = new Map<string, Change>();

  /** Takes what is newer than what is there, as every desktop does. */
  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      const key = `${change.entity} ${change.id}`;
      const known = this.#things.get(key);
      if (known === undefined || known.number < change.number) this.#things.set(key, change);
    }
  }

  /** What is there, in a fixed order. */
  records(): readonly Change[] {
    return [...this.#things.values()]
      .filter(({ record }) => record !== null)
      .toSorted((a, b) => (`${a.entity}${a.id}` < `${b.entity}${b.id}` ? -1 : 1));
  }
}
