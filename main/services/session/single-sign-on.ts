import { createHash, randomBytes } from 'node:crypto';
import { refusalCode, RefusedError } from '../../../shared/contract/errors.ts';
import { SINGLE_SIGN_ON_PATH } from '../../../shared/contract/sign-in.ts';
import { type Loopback, openLoopback } from './loopback.ts';
import { finishSingleSignOn, type SignedInOverHttp } from './relay-http.ts';

/** Longer than anybody needs for a password and a second step elsewhere. */
const PATIENCE_MS = 10 * 60_000;

/** A sign-in at the company's provider, which goes on in the person's browser. */
export interface SingleSignOn {
  /**
   * Begins an attempt; one before it ends.
   *
   * @param again whether the provider is to ask who it is, whomever it remembers
   * @returns the address to open in the browser
   */
  readonly begin: (relayUrl: string, again: boolean) => Promise<string>;
  /**
   * What came of the attempt that was begun last.
   *
   * @throws {RefusedError} `single_sign_on_unknown`, `single_sign_on_failed`, `not_signed_in` where
   *   none is begun or it was left, or `relay_unreachable`
   */
  readonly wait: () => Promise<{ readonly relayUrl: string; readonly signedIn: SignedInOverHttp }>;
  /** Nobody waits for the browser any more. */
  readonly leave: () => void;
}

interface Attempt {
  readonly relayUrl: string;
  readonly verifier: string;
  readonly loopback: Loopback;
  readonly left: Promise<never>;
  readonly end: () => void;
}

const secret = (): string => randomBytes(32).toString('base64url');

/** Single sign-on of a core. */
export function createSingleSignOn(): SingleSignOn {
  let attempt: Attempt | null = null;

  const leave = (): void => {
    attempt?.end();
    attempt = null;
  };

  return {
    begin: async (relayUrl, again) => {
      leave();
      const verifier = secret();
      const state = secret();
      const loopback = await openLoopback(state);
      const { promise: left, reject } = Promise.withResolvers<never>();
      left.catch(() => undefined);
      const late = setTimeout(() => reject(new RefusedError('single_sign_on_failed')), PATIENCE_MS);
      late.unref();
      attempt = {
        relayUrl,
        verifier,
        loopback,
        left,
        end: () => {
          clearTimeout(late);
          loopback.close();
          reject(new RefusedError('not_signed_in'));
        },
      };
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const query = new URLSearchParams({ port: String(loopback.port), challenge, state });
      if (again) query.set('again', '1');
      return `${relayUrl}${SINGLE_SIGN_ON_PATH}?${query.toString()}`;
    },
    wait: async () => {
      const own = attempt;
      if (own === null) throw new RefusedError('not_signed_in');
      try {
        const brought = await Promise.race([own.loopback.brought, own.left]);
        if ('refusal' in brought) {
          const said = refusalCode.safeParse(brought.refusal);
          throw new RefusedError(said.success ? said.data : 'single_sign_on_failed');
        }
        const signedIn = await finishSingleSignOn(own.relayUrl, brought.code, own.verifier);
        return { relayUrl: own.relayUrl, signedIn };
      } finally {
        own.end();
        if (attempt === own) attempt = null;
      }
    },
    leave,
  };
}
