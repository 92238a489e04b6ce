import { z } from 'zod';

/** What was typed into the sign-in form. */
export interface SignInEntry {
  readonly relayUrl: string;
  readonly email: string;
  readonly password: string;
}

/** Which fields are not right yet, and why. */
export type SignInProblems = {
  readonly [F in keyof SignInEntry]?: 'missing' | 'notAnAddress';
};

const relayAddress = z.url({ protocol: /^https?$/ });

/** Checks an entry before anything is asked; empty where all is right. */
export function checkSignIn(entry: SignInEntry): SignInProblems {
  const email = entry.email.trim();
  const relayUrl = entry.relayUrl.trim();
  return {
    ...(email === ''
      ? { email: 'missing' as const }
      : z.email().safeParse(email).success
        ? {}
        : { email: 'notAnAddress' as const }),
    ...(entry.password === '' ? { password: 'missing' as const } : {}),
    ...(relayUrl === ''
      ? { relayUrl: 'missing' as const }
      : relayAddress.safeParse(relayUrl).success
        ? {}
        : { relayUrl: 'notAnAddress' as const }),
  };
}

/** Which field a refusal belongs to; null: to none. */
export function fieldOfRefusal(code: string): keyof SignInEntry | null {
  if (code === 'wrong_credentials') return 'password';
  return code === 'relay_unreachable' ? 'relayUrl' : null;
}
