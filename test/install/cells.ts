/* The machines that a newcomer may have, each a way to call the same two commands. */

/** One kind of machine: what differs from an ordinary one. */
export interface Cell {
  readonly name: string;
  readonly node: '16' | '18' | '20' | '22' | '24';
  readonly npm: '8' | '10' | '11' | '12';
  /** Without it: as whoever runs the matrix. */
  readonly account?: 'nobody' | 'nameless';
  /** Environment of the call; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Name of the folder that the project is cloned into. */
  readonly folder?: string;
  /** Permission bits of the folder around the clone. */
  readonly mode?: number;
  /**
   * Kills a first start this long after it began, in ms, once per entry, then starts again:
   * all of its processes, or the runner alone, whose npm then goes on by itself.
   */
  readonly killed?: { readonly after: readonly number[]; readonly what: 'all' | 'runner' };
  /** Makes `unshare` fail, as systems do that allow no user namespaces. */
  readonly noNamespaces?: true;
  /** What the start must say in place of succeeding. */
  readonly refusal?: RegExp;
}

const languageless = { LANG: undefined, LC_ALL: undefined, LANGUAGE: undefined };

export const CELLS: readonly Cell[] = [
  {
    name: 'Node 16: told plainly that it is too old',
    node: '16',
    npm: '8',
    refusal: /needs Node\.js 20 or newer.*v16\./,
  },
  {
    name: 'Node 18: told plainly that it is too old',
    node: '18',
    npm: '10',
    refusal: /needs Node\.js 20 or newer.*v18\./,
  },
  { name: 'Node 20, npm 10', node: '20', npm: '10' },
  { name: 'Node 20, npm 11', node: '20', npm: '11' },
  { name: 'Node 22, npm 10', node: '22', npm: '10' },
  { name: 'Node 24, npm 11', node: '24', npm: '11' },
  { name: 'Node 24, npm 12', node: '24', npm: '12' },
  { name: 'a clone in a folder that only its owner may enter', node: '20', npm: '10', mode: 0o700 },
  {
    name: 'the same without user namespaces',
    node: '20',
    npm: '10',
    mode: 0o700,
    noNamespaces: true,
  },
  {
    name: 'a home that cannot be written to',
    node: '20',
    npm: '10',
    environment: { HOME: '/dev/null/home' },
  },
  { name: 'no language set', node: '22', npm: '10', environment: languageless },
  {
    name: 'an ordinary account without a home',
    node: '22',
    npm: '11',
    account: 'nobody',
    environment: { HOME: '/nonexistent', ...languageless },
    mode: 0o700,
  },
  {
    name: 'an ordinary account in a home that belongs to another',
    node: '20',
    npm: '10',
    account: 'nobody',
    environment: { HOME: '/' },
  },
  { name: 'a folder with spaces and accents', node: '20', npm: '11', folder: 'Año nuevo & co' },
  {
    name: 'an installation killed at several moments',
    node: '20',
    npm: '10',
    killed: { after: [800, 3_000, 6_000, 9_000], what: 'all' },
  },
  {
    name: 'an installation whose runner alone was killed',
    node: '20',
    npm: '10',
    killed: { after: [3_000], what: 'runner' },
  },
  { name: 'an ordinary account without a name', node: '24', npm: '11', account: 'nameless' },
  {
    name: 'npm settings that leave packages out',
    node: '20',
    npm: '10',
    environment: {
      NODE_ENV: 'production',
      NPM_CONFIG_OMIT: 'optional',
      NPM_CONFIG_PRODUCTION: 'true',
    },
  },
];
