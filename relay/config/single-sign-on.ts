import { z } from 'zod';

/** The company's own OpenID provider, at which its people may sign in. */
export interface SingleSignOnSettings {
  /** Without a slash at the end; its `/.well-known/openid-configuration` says the rest. */
  readonly issuer: string;
  readonly clientId: string;
  /** Secret; undefined: a public client. */
  readonly clientSecret: string | undefined;
  /** What the button says. */
  readonly name: string;
  /** Whether every e-mail address is believed, also one that is not said to be verified. */
  readonly trustEmail: boolean;
  /** Whether the provider asks for a second step, so that ours is not needed. */
  readonly secondStep: boolean;
  /** Of the relay: the provider sends browsers back below it. */
  readonly publicUrl: string;
}

const flag = z.enum(['0', '1'], { error: 'must be 1 or 0' }).default('0');

/** The settings, as they stand in the environment. @param webAddress an address that is https, or local */
export const singleSignOnSettings = (webAddress: z.ZodType<string>) => ({
  OIDC_ISSUER: webAddress.optional(),
  OIDC_CLIENT_ID: z.string().max(500, 'must be shorter').optional(),
  OIDC_CLIENT_SECRET: z.string().max(4000, 'must be shorter').optional(),
  OIDC_NAME: z.string().max(80, 'must be at most 80 characters').optional(),
  OIDC_TRUST_EMAIL: flag,
  OIDC_SECOND_STEP: flag,
});

/** What was given of it. */
interface Given {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: string | undefined;
  readonly OIDC_NAME?: string | undefined;
  readonly OIDC_TRUST_EMAIL: '0' | '1';
  readonly OIDC_SECOND_STEP: '0' | '1';
}

/** @returns undefined: there is none; `missing`: what is needed beside what was given */
export function singleSignOnOf(given: Given): {
  readonly provider: Omit<SingleSignOnSettings, 'publicUrl'> | undefined;
  readonly missing: readonly string[];
} {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = given;
  if (issuer === undefined || clientId === undefined) {
    const any = issuer ?? clientId ?? given.OIDC_CLIENT_SECRET;
    const needed = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId };
    const missing = Object.entries(needed).filter(([, value]) => value === undefined);
    return { provider: undefined, missing: any === undefined ? [] : missing.map(([name]) => name) };
  }
  return {
    provider: {
      issuer,
      clientId,
      clientSecret: given.OIDC_CLIENT_SECRET,
      name: given.OIDC_NAME ?? new URL(issuer).host,
      trustEmail: given.OIDC_TRUST_EMAIL === '1',
      secondStep: given.OIDC_SECOND_STEP === '1',
    },
    missing: [],
  };
}
