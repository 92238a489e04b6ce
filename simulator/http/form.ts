/** The fields of a form or of a query, each with all its values, in the order they came. */
export class Form {
  readonly #fields = new Map<string, string[]>();

  constructor(entries: Iterable<readonly [string, string]>) {
    for (const [name, value] of entries) {
      const values = this.#fields.get(name);
      if (values === undefined) this.#fields.set(name, [value]);
      else values.push(value);
    }
  }

  /** The form in an `application/x-www-form-urlencoded` text. */
  static parse(text: string): Form {
    return new Form(new URLSearchParams(text));
  }

  /** The first value of this name; null when the field is absent. */
  get(name: string): string | null {
    return this.#fields.get(name)?.[0] ?? null;
  }

  /** The first value of this name; null when the field is absent or empty. */
  filled(name: string): string | null {
    const value = this.get(name);
    return value === '' ? null : value;
  }

  all(name: string): readonly string[] {
    return this.#fields.get(name) ?? [];
  }
}
