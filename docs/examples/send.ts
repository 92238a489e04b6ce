import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/* Sends one text and follows it, with nothing but fetch:
 *
 *   CASEMENT_URL=https://relay.example CASEMENT_API_KEY=csm_live_… node send.ts +4915112345678 "Your order is packed."
 */

/** A refusal, as RFC 9457 has it. */
interface Problem {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly next: string;
  readonly detail?: string;
}

interface Message {
  readonly id: string;
  readonly status: string;
  readonly problem: { readonly code: string; readonly what: string; readonly next: string } | null;
  readonly timeline: readonly { readonly status: string; readonly at: string }[];
}

interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the relay answered: what was asked for, or why not. */
type Reply<T> =
  { readonly ok: true; readonly body: T } | { readonly ok: false; readonly body: Problem };

const ATTEMPTS = 6;
const LOOK_EVERY_MS = 200;
const LOOK_FOR_MS = 30_000;
/** Nothing more will happen to a message in one of these. */
const LEFT = new Set(['accepted', 'sent', 'delivered', 'read']);
const STOPPED = new Set(['failed', 'undelivered', 'unconfirmed', 'parked', 'cancelled']);

const { CASEMENT_URL: url = '', CASEMENT_API_KEY: key = '' } = process.env;
const [phone = '', words = ''] = process.argv.slice(2);

/** One request, again while the relay cannot be reached or is busy. */
async function call<T>(path: string, { headers: own, ...init }: Request = {}): Promise<Reply<T>> {
  const headers = { ...own, authorization: `Bearer ${key}` };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch(`${url}/api/v1${path}`, { ...init, headers });
      const again = answer.status === 429 || answer.status >= 500;
      if (!again || attempt === ATTEMPTS) {
        const text = await answer.text();
        return answer.ok
          ? { ok: true, body: JSON.parse(text) }
          : { ok: false, body: JSON.parse(text) };
      }
      const seconds = Number(answer.headers.get('retry-after') ?? 0);
      await pause(Math.max(seconds * 1000, 100 * 2 ** attempt));
    } catch (error) {
      // Whether it arrived is not known: it is asked again with the same Idempotency-Key.
      if (attempt === ATTEMPTS) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}

/** Refusals end it with their reason and the next step. */
function mustBe<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.body;
  const { code, title, detail, next } = reply.body;
  throw new Error(`${code}: ${title} ${detail === undefined ? '' : `(${detail}) `}${next}`);
}

/** Sends the text. @returns the message's id */
async function send(): Promise<string> {
  const reply = await call<Pick<Message, 'id'>>('/messages', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // Made once for this message; the same with each repetition.
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ to: { phone }, content: { type: 'text', text: words } }),
  });
  return mustBe(reply).id;
}

/** Reads the message until it has left, or will not. */
async function follow(id: string): Promise<Message> {
  const end = Date.now() + LOOK_FOR_MS;
  for (;;) {
    const message = mustBe(await call<Message>(`/messages/${id}`));
    if (LEFT.has(message.status) || STOPPED.has(message.status) || Date.now() > end) return message;
    await pause(LOOK_EVERY_MS);
  }
}

try {
  const id = await send();
  const { status, timeline, problem } = await follow(id);
  const lines = timeline.map((step) => `  ${step.at} ${step.status}`);
  if (problem !== null) lines.push(`  ${problem.what} ${problem.next}`);
  process.stdout.write([`${id} ${status}`, ...lines, ''].join('\n'));
  process.exitCode = STOPPED.has(status) ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
