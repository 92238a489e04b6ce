import type { Session, SignInOutcome } from '../../../shared/contract/bridge.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { PresenceNews, Welcome } from '../../../shared/contract/relay.ts';
import type { SignInWays } from '../../../shared/contract/sign-in.ts';
import type { Cache } from '../../cache/cache.ts';
import type { CacheIdentity } from '../../cache/identity.ts';
import { type Log, detailOf } from '../../log.ts';
import type { RelayClient } from '../../sync/relay-client.ts';
import type { Status } from '../../sync/status.ts';
import {
  beginSecondStep,
  confirmSecondStep,
  secondStepOverHttp,
  type SignedInOverHttp,
  signInOverHttp,
  signInWaysOf,
  signOutOverHttp,
  tidyRelayUrl,
} from './relay-http.ts';
import type { SessionSecrets } from './secrets.ts';
import { createSingleSignOn } from './single-sign-on.ts';
import type { Workspace } from './workspace.ts';

/** What a workspace is opened with. */
interface Opened {
  readonly cache: Cache;
  readonly client: RelayClient;
  readonly token: string;
  readonly session: Session;
}

export interface SessionServiceOptions {
  readonly secrets: SessionSecrets;
  readonly status: Status;
  readonly log: Log;
  readonly connect: (relayUrl: string, token: string) => RelayClient;
  readonly openCache: (identity: CacheIdentity, key: Uint8Array, knownDamaged: boolean) => Cache;
  /** Removes the files of a closed cache, those that were set aside too. */
  readonly removeCache: (identity: CacheIdentity) => void;
  readonly openWorkspace: (
    opened: Opened & { readonly sessionChanged: (session: Session) => void },
  ) => Workspace;
  /** Someone is signed in, is described anew, or nobody is signed in any more. */
  readonly changed: (session: Session | null) => void;
}

/** Who works with this core. */
export interface SessionService {
  /** Opens the cache of who was signed in last; the relay may be out of reach. */
  readonly restore: () => Promise<void>;
  /** @throws {RefusedError} of signing in and of the handshake */
  readonly signIn: (input: {
    readonly relayUrl: string;
    readonly email: string;
    readonly password: string;
  }) => Promise<SignInOutcome>;
  /** @throws {RefusedError} `relay_unreachable` */
  readonly ways: (input: { readonly relayUrl: string }) => Promise<SignInWays>;
  /** The company's own sign-in: the address to open in the browser. */
  readonly beginSingleSignOn: (input: {
    readonly relayUrl: string;
    readonly again: boolean;
  }) => Promise<{ readonly url: string }>;
  /** Waits for what comes of it. @throws {RefusedError} of it, of signing in and of the handshake */
  readonly singleSignOn: () => Promise<SignInOutcome>;
  readonly leaveSingleSignOn: () => void;
  /**
   * Goes on with the sign-in that asked for a second step last.
   *
   * @throws {RefusedError} `wrong_code`, and it may be tried again; `not_signed_in` where it must
   *   begin anew; and those of signing in
   */
  readonly secondStep: (code: string) => Promise<Session>;
  readonly signOut: () => Promise<void>;
  /**
   * The relay has ended the session: the cache is closed, what was typed stays in it; with `wipe`
   * the cache is removed with all that is in it, and its key.
   */
  readonly end: (wipe: boolean) => void;
  /** @throws {RefusedError} `not_signed_in` */
  readonly workspace: () => Workspace;
  readonly current: () => Workspace | null;
  /** The file of this cache is damaged: it is set aside and everything is loaded anew. */
  readonly replaceCache: (damaged: Cache) => Promise<void>;
  readonly close: () => void;
}

/** A disk that damages every file is not helped by ever new ones. */
const MOST_REPLACED = 3;

/** A sign-in whose password was right, and which needs a code to go on. */
interface Pending {
  readonly relayUrl: string;
  /** null: the company's sign-in knows it. */
  readonly email: string | null;
  /** The second step is set up with the token that is there already. */
  readonly by: { readonly ticket: string } | { readonly token: string };
}

/** The relay's first word on a new connection. */
interface Greeting {
  readonly welcome: Welcome;
  /** What the relay has told of colleagues since. */
  readonly present: readonly PresenceNews[];
}

async function firstWelcome(client: RelayClient): Promise<Greeting> {
  const present: PresenceNews[] = [];
  return new Promise((resolve, reject) => {
    client.listen({
      welcomed: (welcome) => {
        resolve({ welcome, present });
      },
      changed: () => undefined,
      presence: (news) => present.push(news),
      orders: () => undefined,
      lost: () => {
        reject(new RefusedError('relay_unreachable'));
      },
      refused: (code) => {
        reject(new RefusedError(code === 'wiped' ? 'not_signed_in' : code));
      },
    });
    client.open();
  });
}

function identityOf({ relayUrl, tenant, person }: Session): CacheIdentity {
  return { relayUrl, tenantId: tenant.id, personId: person.id };
}

/** The session of a core; nobody is signed in yet. */
export function createSessionService(options: SessionServiceOptions): SessionService {
  const { secrets, status, log } = options;
  let workspace: Workspace | null = null;
  let pending: Pending | null = null;
  const company = createSingleSignOn();
  let replaced = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One change of who is signed in at a time: an end and a new sign-in must not mix. */
  async function exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  function leave(): void {
    workspace?.close();
    workspace = null;
    status.set({ waiting: 0, loading: null });
  }

  function nobodyIsIn(): void {
    status.set({ state: 'signed_out' });
    options.changed(null);
  }

  /** The secret store may fail; the core goes on, and says so in the log. */
  async function tryStore(event: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log({ level: 'error', event, detail: detailOf(error) });
    }
  }

  function enter(opened: Opened, email: string): Workspace {
    workspace = options.openWorkspace({
      ...opened,
      sessionChanged: (session) => {
        options.changed(session);
        void tryStore('session.remember_failed', () =>
          secrets.remember({ email, session }, opened.token),
        );
      },
    });
    options.changed(opened.session);
    return workspace;
  }

  async function restore(knownDamaged: boolean): Promise<void> {
    const found = await secrets.recall();
    if (found === null) return;
    const { token } = found;
    const { email, session } = found.remembered;
    const identity = identityOf(session);
    const cache = options.openCache(identity, await secrets.cacheKey(identity), knownDamaged);
    const client = options.connect(session.relayUrl, token);
    enter({ cache, client, token, session }, email);
    status.set({ state: 'connecting' });
    client.open();
  }

  async function signIn(relayUrl: string, email: string, password: string): Promise<SignInOutcome> {
    pending = null;
    company.leave();
    const signedIn = await signInOverHttp(relayUrl, { email, password });
    if ('ticket' in signedIn) {
      pending = { relayUrl, email, by: signedIn };
      return { outcome: 'second_step' };
    }
    const { token } = signedIn;
    try {
      return { outcome: 'signed_in', session: await comeIn(relayUrl, email, token) };
    } catch (error) {
      const isAsked =
        error instanceof RefusedError && error.refusal.code === 'second_step_required';
      if (!isAsked) throw error;
      const setUp = await beginSecondStep({ relayUrl, token }, password);
      pending = { relayUrl, email, by: { token } };
      return { outcome: 'set_up', setUp };
    }
  }

  /** A company that asks for our second step wants it set up, which takes the password. */
  async function goOn(relayUrl: string, signedIn: SignedInOverHttp): Promise<SignInOutcome> {
    pending = null;
    if ('ticket' in signedIn) {
      pending = { relayUrl, email: null, by: signedIn };
      return { outcome: 'second_step' };
    }
    return { outcome: 'signed_in', session: await comeIn(relayUrl, null, signedIn.token) };
  }

  async function secondStep(code: string): Promise<Session> {
    if (pending === null) throw new RefusedError('not_signed_in');
    const { relayUrl, email, by } = pending;
    let token: string;
    try {
      if ('ticket' in by) token = await secondStepOverHttp(relayUrl, by.ticket, code);
      else {
        ({ token } = by);
        await confirmSecondStep({ relayUrl, token }, code);
      }
    } catch (error) {
      const isOver = error instanceof RefusedError && error.refusal.code === 'not_signed_in';
      if (isOver) pending = null;
      throw error;
    }
    pending = null;
    return comeIn(relayUrl, email, token);
  }

  /** Opens what this token lets in to. */
  async function comeIn(relayUrl: string, given: string | null, token: string): Promise<Session> {
    const client = options.connect(relayUrl, token);
    let left = false;
    try {
      const { welcome, present } = await firstWelcome(client);
      const { person, tenant } = welcome;
      const session: Session = { relayUrl, person, tenant };
      const email = given ?? person.email;
      const identity = identityOf(session);
      const key = await secrets.cacheKey(identity);
      // What can fail comes first: until then whoever is signed in stays so.
      await secrets.remember({ email, session }, token);
      leave();
      left = true;
      const cache = options.openCache(identity, key, false);
      const entered = enter({ cache, client, token, session }, email);
      if (client.isOnline()) entered.welcomed(welcome, present);
      else status.set({ state: 'offline' });
      return session;
    } catch (error) {
      client.close();
      if (left && workspace === null) nobodyIsIn();
      throw error;
    }
  }

  async function signOut(): Promise<void> {
    const left = workspace;
    leave();
    await tryStore('session.forget_failed', secrets.forget);
    nobodyIsIn();
    if (left === null) return;
    // The relay may be out of reach; nobody waits for it.
    void tryStore('session.sign_out_not_told', () =>
      signOutOverHttp(left.session().relayUrl, left.token),
    );
  }

  return {
    restore: () => exclusive(() => tryStore('session.restore_failed', () => restore(false))),
    signIn: ({ relayUrl, email, password }) =>
      exclusive(() => signIn(tidyRelayUrl(relayUrl), email, password)),
    ways: ({ relayUrl }) => signInWaysOf(tidyRelayUrl(relayUrl)),
    beginSingleSignOn: async ({ relayUrl, again }) => ({
      url: await company.begin(tidyRelayUrl(relayUrl), again),
    }),
    singleSignOn: async () => {
      const { relayUrl, signedIn } = await company.wait();
      return exclusive(() => goOn(relayUrl, signedIn));
    },
    leaveSingleSignOn: company.leave,
    secondStep: (code) => exclusive(() => secondStep(code)),
    signOut: () => exclusive(signOut),
    end: (wipe) => {
      const identity = workspace?.cache.identity ?? null;
      leave();
      void exclusive(async () => {
        // Someone was signing in at that moment: it is their session now, and it has not ended.
        if (workspace !== null) return;
        await tryStore('session.forget_failed', secrets.forget);
        if (wipe && identity !== null) {
          // The key first: without it the files are worth nothing, whatever comes of them.
          await tryStore('session.wipe_failed', () => secrets.forgetCacheKey(identity));
          await tryStore('session.wipe_failed', async () => {
            options.removeCache(identity);
            return Promise.resolve();
          });
        }
        status.set({ state: wipe ? 'wiped' : 'session_ended' });
        options.changed(null);
      });
    },
    workspace: () => {
      if (workspace === null) throw new RefusedError('not_signed_in');
      return workspace;
    },
    current: () => workspace,
    replaceCache: async (damaged) =>
      exclusive(async () => {
        if (workspace?.cache !== damaged || replaced >= MOST_REPLACED) return;
        replaced += 1;
        leave();
        await tryStore('session.replace_failed', () => restore(true));
        if (workspace === null) nobodyIsIn();
      }),
    close: () => {
      company.leave();
      leave();
    },
  };
}
