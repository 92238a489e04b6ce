import { randomUUID } from 'node:crypto';
import { type Server as HttpServer, createServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { onTestFinished } from 'vitest';
import { type Answer, type RefusalCode, refuse } from '../../shared/contract/errors.ts';
import type { Change, PersonRecord, TenantRecord } from '../../shared/contract/records.ts';
import {
  type Cursor,
  type DesktopEvents,
  PROTOCOL_VERSION,
  type PresenceNews,
  RELAY_SCHEMAS,
  type RelayCall,
  type RelayEvents,
  type RelayInput,
  type RelayParsed,
  type RelayValue,
  hello,
} from '../../shared/contract/relay.ts';
import { SIGN_IN_PATH, TOKEN_HEADER } from '../../shared/contract/sign-in.ts';
import { contactsFrom, historyFrom, pullFrom, snapshotFrom } from './scripted-log.ts';

/** A command as the scripted relay got it. */
export type GivenCommand = RelayParsed<'command'>;

/** What a test may change at any time. */
export interface Script {
  epoch: string;
  /** In whatever order; the head is the highest number. */
  log: Change[];
  person: PersonRecord;
  token: string;
  protocol: number;
  minimumClientVersion: string;
  /** Refuses the handshake. */
  refuseHandshake: RefusalCode | null;
  /** ms that the relay's clock is ahead of this machine's. */
  ahead: number;
  /** What becomes of a command; `lost`: it is accepted, the answer never comes, the connection breaks. */
  onCommand: (command: GivenCommand) => RefusalCode | 'accepted' | 'lost';
  /** Refuses any other call. */
  onCall: (call: RelayCall, input: unknown) => RefusalCode | null;
  /** An answer to this call waits for it. */
  hold: (call: RelayCall) => Promise<void> | null;
  /** Mixes a page of changes before it is sent. */
  mix: (changes: readonly Change[]) => Change[];
  signInStatus: number;
  /** Media files by their path. */
  files: Map<string, { readonly contentType: string; readonly bytes: Uint8Array }>;
}

/** A relay that plays what a test tells it, typed by the contract. */
export interface ScriptedRelay {
  readonly url: string;
  readonly script: Script;
  readonly commands: GivenCommand[];
  readonly calls: { readonly call: RelayCall; readonly input: unknown }[];
  /** Adds changes to the log and hints at them. */
  readonly add: (...changes: readonly Change[]) => void;
  readonly head: () => Cursor;
  /** Tells every desktop of presence. */
  readonly tellPresence: (news: PresenceNews) => void;
  readonly dropConnections: () => void;
  readonly signOutAll: () => void;
  /** Stops listening; `listen` starts again on the same port. */
  readonly stop: () => Promise<void>;
  readonly listen: () => Promise<void>;
}

type Connection = Socket<DesktopEvents, RelayEvents>;
type Answering<C extends RelayCall> = (answer: Answer<RelayValue<C>>) => void;

/** A scripted relay for the running test, on a port of its own, stopped afterwards. */
export async function scriptedRelay(
  person: PersonRecord,
  tenant: TenantRecord,
): Promise<ScriptedRelay> {
  const script: Script = {
    epoch: randomUUID(),
    log: [],
    person,
    token: randomUUID(),
    protocol: PROTOCOL_VERSION,
    minimumClientVersion: '0.0.0',
    refuseHandshake: null,
    ahead: 0,
    onCommand: () => 'accepted',
    onCall: () => null,
    hold: () => null,
    mix: (changes) => [...changes],
    signInStatus: 200,
    files: new Map(),
  };
  const commands: GivenCommand[] = [];
  const calls: { readonly call: RelayCall; readonly input: unknown }[] = [];
  const head = (): Cursor => ({
    epoch: script.epoch,
    number: Math.max(0, ...script.log.map(({ number }) => number)),
  });

  function serve(connection: Connection): void {
    const answered =
      <C extends RelayCall>(call: C, value: (input: RelayParsed<C>) => RelayValue<C>) =>
      (given: RelayInput<C>, answer: Answering<C>): void => {
        const input = RELAY_SCHEMAS[call].input.parse(given);
        calls.push({ call, input });
        const code = script.onCall(call, input);
        const reply: Answer<RelayValue<C>> =
          code === null ? { ok: true, value: value(input) } : { ok: false, refusal: refuse(code) };
        const held = script.hold(call);
        if (held === null) answer(reply);
        else void held.then(() => answer(reply));
      };
    const mixed = <V extends { changes: Change[] }>(value: V): V => ({
      ...value,
      changes: script.mix(value.changes),
    });
    connection.on(
      'pull',
      answered('pull', (input) => mixed(pullFrom(script.log, input))),
    );
    connection.on(
      'snapshot',
      answered('snapshot', (input) => mixed(snapshotFrom(script.log, input))),
    );
    connection.on(
      'contacts',
      answered('contacts', (input) => mixed(contactsFrom(script.log, input))),
    );
    connection.on(
      'history',
      answered('history', (input) => mixed(historyFrom(script.log, input))),
    );
    connection.on(
      'presence',
      answered('presence', () => ({})),
    );
    connection.on(
      'time',
      answered('time', () => ({ serverTime: Date.now() + script.ahead })),
    );
    connection.on('command', (given, answer) => {
      const command = RELAY_SCHEMAS.command.input.parse(given);
      commands.push(command);
      const outcome = script.onCommand(command);
      if (outcome === 'lost') connection.disconnect(true);
      else if (outcome === 'accepted') answer({ ok: true, value: { outcome } });
      else answer({ ok: false, refusal: refuse(outcome) });
    });
    connection.emit('welcome', {
      protocol: script.protocol,
      minimumClientVersion: script.minimumClientVersion,
      relayVersion: '0.1.0',
      head: head(),
      serverTime: Date.now() + script.ahead,
      person: script.person,
      tenant,
    });
  }

  let http: HttpServer;
  let sockets: Server<DesktopEvents, RelayEvents>;
  let port = 0;
  async function listen(): Promise<void> {
    http = createServer((request, response) => {
      const file = script.files.get(request.url ?? '');
      if (request.headers.origin !== undefined) {
        // What names an origin is a browser, and has no business here.
        response.statusCode = 403;
        response.end();
      } else if (request.method === 'POST' && request.url === SIGN_IN_PATH) {
        response.statusCode = script.signInStatus;
        if (script.signInStatus === 200) response.setHeader(TOKEN_HEADER, script.token);
        response.end('{}');
      } else if (file !== undefined && request.headers.authorization === `Bearer ${script.token}`) {
        response.setHeader('content-type', file.contentType);
        response.end(file.bytes);
      } else if (!(request.url ?? '').startsWith('/socket.io')) {
        response.statusCode = 404;
        response.end();
      }
    });
    sockets = new Server(http, { transports: ['websocket'] });
    sockets.use((socket, next) => {
      const greeting = hello.safeParse(socket.handshake.auth);
      const wrong = !greeting.success || greeting.data.token !== script.token;
      const code = wrong ? 'not_signed_in' : script.refuseHandshake;
      if (code === null) {
        next();
        return;
      }
      next(Object.assign(new Error(code), { data: { refusal: refuse(code) } }));
    });
    sockets.on('connection', serve);
    await new Promise<void>((resolve) => {
      http.listen(port, '127.0.0.1', resolve);
    });
    const address = http.address();
    if (address !== null && typeof address !== 'string') ({ port } = address);
  }
  async function stop(): Promise<void> {
    await sockets.close();
  }
  await listen();
  onTestFinished(stop);

  return {
    url: `http://127.0.0.1:${String(port)}`,
    script,
    commands,
    calls,
    head,
    add: (...changes) => {
      script.log.push(...changes);
      sockets.emit('changed', head());
    },
    tellPresence: (news) => {
      sockets.emit('presence', news);
    },
    dropConnections: () => {
      sockets.disconnectSockets(true);
    },
    signOutAll: () => {
      sockets.emit('signedOut', { wipe: false });
    },
    stop,
    listen,
  };
}
