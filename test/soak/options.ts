import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What a soak can be told. */
export interface SoakOptions {
  /** Of the first run; each further one takes the next. */
  readonly seed: number;
  /** Runs are begun until so many minutes are over; at least one is made. */
  readonly minutes: number;
  readonly sends: number;
  readonly receives: number;
  /** Whether the relay brings its own database; null: in every fourth run. */
  readonly embedded: boolean | null;
  /** As short as the tests make it. */
  readonly small: boolean;
}

const count = z.coerce.number().int().min(1).max(1_000_000);
const shape = z.object({
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31),
  minutes: z.coerce.number().min(0),
  sends: count,
  receives: count,
});

/**
 * Reads the command line: `--seed`, `--minutes`, `--sends`, `--receives`, `--embedded`,
 * `--small`.
 *
 * @throws {Error} naming what is wrong
 */
export function soakOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      minutes: { type: 'string', default: '0' },
      sends: { type: 'string', default: '1000' },
      receives: { type: 'string', default: '1000' },
      embedded: { type: 'boolean' },
      small: { type: 'boolean', default: false },
    },
  });
  return { ...shape.parse(values), embedded: values.embedded ?? null, small: values.small };
}
