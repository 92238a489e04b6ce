import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that run for longer than any other, longest first: begun last, one of them would keep the
 * whole run waiting while every other worker is done.
 */
const LONGEST = [
  'test/integration/crash/crash.test.ts',
  'test/integration/private-postgres/private-postgres.test.ts',
  'test/integration/relay/sending/crash-matrix.test.ts',
  'test/integration/relay/server.test.ts',
  'test/integration/host/package.test.ts',
];

function rank({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((file) => moduleId.endsWith(file));
  return place < 0 ? LONGEST.length : place;
}

/** The longest files first, then the others as they come. */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((one, other) => rank(one) - rank(other)));
  }
}
