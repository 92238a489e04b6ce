/* What `npm start` says. */

export interface Person {
  readonly displayName: string;
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** How the person gets in. */
export function tellApp(how: { readonly url: string; readonly why: string } | null): string {
  if (how === null) return 'Casement is open in its own window.';
  return [
    `Casement runs in the browser, because ${how.why}. Open this address:`,
    '',
    `  ${how.url}`,
    '',
    'Whoever has this address can use it; it works on this machine only.',
  ].join('\n');
}

/** Who can sign in. */
export function tellPeople(people: readonly Person[]): string {
  const width = Math.max(...people.map(({ email }) => email.length));
  return [
    'Sign in as one of these (sample data):',
    '',
    ...people.map(
      ({ displayName, role, email, password }) =>
        `  ${email.padEnd(width)}  ${password}  (${displayName}, ${role})`,
    ),
  ].join('\n');
}

/** What else can be done while it runs. */
export function tellMore(simulatorUrl: string): string {
  return [
    'A second person beside this one:  npm start -- --profile second',
    `Customers live in the simulator at ${simulatorUrl} (docs/simulator.md).`,
    'Press Ctrl+C to stop everything.',
  ].join('\n');
}
