import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type Answer from 'twilio/lib/http/response.js';

const TWILIO_HOSTS = new Set(['api.twilio.com', 'content.twilio.com', 'messaging.twilio.com']);

/** The SDK's own HTTP client, sent to the simulator instead of to Twilio. */
class SimulatorHttpClient extends twilio.RequestClient {
  readonly #base: URL;
  /** The answers as they came, before the SDK read them. */
  readonly answers: { readonly status: number; readonly body: unknown }[] = [];

  constructor(base: string, timeout: number) {
    super({ timeout });
    this.#base = new URL(base);
  }

  override async request<TData>(
    options: RequestClient.RequestOptions<TData>,
  ): Promise<Answer.default<TData>> {
    const uri = new URL(options.uri);
    if (!TWILIO_HOSTS.has(uri.host)) throw new Error(`${uri.host} is none of Twilio's hosts.`);
    uri.protocol = this.#base.protocol;
    uri.host = this.#base.host;
    const answer = await super.request<TData>({ ...options, uri: uri.toString() });
    this.answers.push({ status: answer.statusCode, body: answer.body });
    return answer;
  }
}

/** The real Twilio SDK talking to a simulator, with everything that came back. */
export function sdkFor(
  base: string,
  account: { readonly sid: string; readonly authToken: string },
  timeoutMs = 5000,
): { client: twilio.Twilio; answers: SimulatorHttpClient['answers'] } {
  const httpClient = new SimulatorHttpClient(base, timeoutMs);
  return {
    client: twilio(account.sid, account.authToken, { httpClient }),
    answers: httpClient.answers,
  };
}
