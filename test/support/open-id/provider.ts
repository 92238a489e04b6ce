import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Provider } from 'oidc-provider';

/** Somebody whom the company's provider knows. */
export interface Account {
  readonly email: string;
  readonly verified: boolean;
}

export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** From now on it answers; before it was out of order. @param redirectUri of the relay */
  readonly open: (redirectUri: string) => void;
  /** Who sits in front of the browser; null: somebody who presses cancel. */
  readonly sits: (account: Account | null) => void;
}

/** A real OpenID provider on this machine, at which nobody has to type a password. */
export async function openIdProvider(
  cleanUp: (work: () => Promise<void>) => void,
): Promise<OpenIdProvider> {
  let provider: Provider | null = null;
  let who: Account | null = null;
  const accounts = new Map<string, Account>();
  const subjectOf = (account: Account): string => {
    const id = `sub-${account.email}`;
    accounts.set(id, account);
    return id;
  };
  const server = createServer((request, response) => {
    if (provider === null) {
      response.writeHead(503).end();
      return;
    }
    if (request.url?.startsWith('/interaction/') !== true) {
      void provider.callback()(request, response);
      return;
    }
    const result =
      who === null
        ? { error: 'access_denied', error_description: 'cancelled' }
        : { login: { accountId: subjectOf(who) } };
    provider.interactionFinished(request, response, result).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? String(address?.port) : ''}`;
  const clientId = 'casement';
  const clientSecret = randomBytes(16).toString('hex');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  return {
    issuer,
    clientId,
    clientSecret,
    sits: (account) => {
      who = account;
    },
    open: (redirectUri) => {
      provider = new Provider(issuer, {
        clients: [
          { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] },
        ],
        jwks: { keys: [{ ...jwk, kty: 'RSA', kid: randomUUID(), use: 'sig', alg: 'RS256' }] },
        ttl: {
          AccessToken: 600,
          AuthorizationCode: 60,
          Grant: 600,
          IdToken: 600,
          Interaction: 600,
          Session: 600,
        },
        cookies: { keys: [randomBytes(16).toString('hex')] },
        claims: { openid: ['sub'], email: ['email', 'email_verified'] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
        findAccount: (_ctx, id) => {
          const found = accounts.get(id);
          const claims = { sub: id, email: found?.email, email_verified: found?.verified };
          return { accountId: id, claims: () => claims };
        },
        // Whoever is signed in there has agreed: the company's own program is not asked about.
        loadExistingGrant: async (ctx) => {
          const { client, session } = ctx.oidc;
          if (client === undefined || session?.accountId === undefined) return undefined;
          const grant = new ctx.oidc.provider.Grant({
            clientId: client.clientId,
            accountId: session.accountId,
          });
          grant.addOIDCScope('openid email profile');
          await grant.save();
          return grant;
        },
      });
    },
  };
}
