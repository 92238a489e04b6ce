import twilio from 'twilio';

/** How long Twilio waits for an answer by default (connection override rt, 15 s). */
const READ_TIMEOUT_MS = 15_000;
/** What fetch reports when no connection came about. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export interface WebhookRequest {
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly authToken: string;
  /** On retries, the same on each of one event; null: the first attempt, which carries none. */
  readonly retryToken: string | null;
}

/** What came of one attempt: the HTTP status of the answer, or why there was none. */
export interface WebhookOutcome {
  readonly answer: number | null;
  readonly problem: string | null;
  /** No connection came about, so the receiver cannot have seen it. */
  readonly isUnconnected: boolean;
}

/**
 * Posts a form as Twilio does, signed with the account's token over the exact URL and all
 * fields. A fragment is neither sent nor signed; a user and password in the URL become Basic
 * auth. Redirects are not followed.
 */
export async function postWebhook(request: WebhookRequest): Promise<WebhookOutcome> {
  const url = request.url.replace(/#.*$/, '');
  const target = new URL(url);
  const headers: Record<string, string> = {
    'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'X-Twilio-Signature': twilio.getExpectedTwilioSignature(request.authToken, url, {
      ...request.params,
    }),
    ...(request.retryToken === null ? {} : { 'I-Twilio-Idempotency-Token': request.retryToken }),
  };
  if (target.username !== '') {
    const user = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
    headers['Authorization'] = `Basic ${Buffer.from(user).toString('base64')}`;
    target.username = '';
    target.password = '';
  }
  try {
    const answer = await fetch(target, {
      method: 'POST',
      headers,
      body: new URLSearchParams(request.params).toString(),
      redirect: 'manual',
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return { answer: answer.status, problem: null, isUnconnected: false };
  } catch (error) {
    const problem = faultName(error);
    return { answer: null, problem, isUnconnected: NOT_CONNECTED.has(problem) };
  }
}

/** The system's code for what went wrong, which fetch hides in the cause (first of several). */
export function faultName(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return faultName(cause.errors[0]);
  if (cause instanceof Error) return faultName(cause);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name;
}
