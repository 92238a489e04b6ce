import { createHash } from 'node:crypto';
import type {
  Provider,
  ProviderMessage,
  ProviderStatus,
  SendOutcome,
  SendRequest,
} from '../../../relay/providers/provider.ts';

/** What a call is to come to. `…_after_acceptance`: the provider has the message all the same. */
export type Script =
  | 'accepted'
  | 'accepted_and_told_first'
  | 'not_departed'
  | 'busy'
  | 'refused'
  | 'opted_out'
  | 'in_doubt'
  | 'in_doubt_after_acceptance';

/** A message that the provider took. */
export interface Taken {
  readonly providerSid: string;
  readonly token: string;
  readonly request: SendRequest;
  /** ms on the clock of the test. */
  readonly at: number;
  status: ProviderStatus;
}

/** A provider whose every answer is laid down, with a log of all that it took. */
export interface ScriptedProvider {
  readonly provider: Provider;
  /** Everything that was taken, in order: the oracle. */
  readonly taken: readonly Taken[];
  /** Every call, taken or not. */
  readonly calls: readonly SendRequest[];
  /** What each call came to. */
  readonly outcomes: readonly Script[];
  /** What the next calls come to; afterwards they are accepted. */
  readonly script: Script[];
  /** Whether its books can be read. */
  listFails: boolean;
  /** ms that a message needs to appear in the books. */
  listLag: number;
  /** What a 429 asks for, in ms. */
  askedWait: number | null;
  /** Sees every call as it comes in, with what it comes to. */
  called: (request: SendRequest, script: Script) => void;
  /** Tells a status before the call is answered. */
  tellFirst: (message: Taken) => Promise<void>;
}

const WITHOUT_PROOF: Readonly<Record<Exclude<Script, 'busy' | `accepted${string}`>, SendOutcome>> =
  {
    not_departed: { kind: 'not_departed', reason: 'ECONNREFUSED' },
    refused: { kind: 'refused', errorCode: 21_211, reason: 'the provider answered 400' },
    opted_out: { kind: 'refused', errorCode: 21_610, reason: 'the provider answered 400' },
    in_doubt: { kind: 'in_doubt', reason: 'the provider answered 502' },
    in_doubt_after_acceptance: { kind: 'in_doubt', reason: 'the connection was reset' },
  };

function unused(): never {
  throw new Error('sending does not use this');
}

/** The send's token in the address of its status callback. */
export function tokenOf({ statusCallback }: SendRequest): string {
  return new URL(statusCallback).searchParams.get('send') ?? '';
}

/** @param now ms, the clock of the test */
export function scriptedProvider(now: () => number): ScriptedProvider {
  const taken: Taken[] = [];
  const calls: SendRequest[] = [];
  const take = (request: SendRequest): Taken => {
    const digest = createHash('md5')
      .update(`${taken.length} ${tokenOf(request)}`)
      .digest('hex');
    const message: Taken = {
      providerSid: `SM${digest}`,
      token: tokenOf(request),
      request,
      at: now(),
      status: 'accepted',
    };
    taken.push(message);
    return message;
  };
  const outcomes: Script[] = [];
  const answer = async (request: SendRequest, script: Script): Promise<SendOutcome> => {
    if (script === 'in_doubt_after_acceptance') take(request);
    if (script === 'busy') return { kind: 'busy', retryAfterMs: self.askedWait };
    if (script !== 'accepted' && script !== 'accepted_and_told_first') return WITHOUT_PROOF[script];
    const message = take(request);
    if (script === 'accepted_and_told_first') await self.tellFirst(message);
    return { kind: 'accepted', providerSid: message.providerSid, status: message.status };
  };
  const self: ScriptedProvider = {
    taken,
    calls,
    outcomes,
    called: () => undefined,
    tellFirst: () => Promise.resolve(),
    script: [],
    listFails: false,
    listLag: 0,
    askedWait: null,
    provider: {
      send: async (_account, request) => {
        const script = self.script.shift() ?? 'accepted';
        calls.push(request);
        outcomes.push(script);
        self.called(request, script);
        return answer(request, script);
      },
      listSent: async (_account, { to, since }) => {
        if (self.listFails) throw new Error('the books are closed');
        return taken
          .filter(
            ({ request, at }) =>
              request.to.phone === to.phone && at >= since && at + self.listLag <= now(),
          )
          .map(inBooks);
      },
      listMessages: unused,
      listMedia: unused,
      fetchMessage: unused,
      usageRecords: unused,
      listTemplates: unused,
      createTemplate: unused,
      submitTemplate: unused,
      deleteTemplate: unused,
      fetchApproval: unused,
      fetchMedia: unused,
      isGenuine: unused,
      isGenuineEvent: unused,
      parseTemplateEvents: unused,
      parseWebhook: unused,
    },
  };
  return self;
}

function inBooks({ providerSid, request: { content }, at, status }: Taken): ProviderMessage {
  return {
    providerSid,
    direction: 'outbound',
    body: content.kind === 'template' ? `Hello ${content.variables['1']}` : content.body,
    status,
    errorCode: null,
    createdAt: at,
    price: null,
  };
}
