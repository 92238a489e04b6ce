import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type Response from 'twilio/lib/http/response.js';
import { z } from 'zod';

/** The provider's own 429: it did not take the request. */
export class ProviderBusyError extends Error {
  /** ms; null where the provider did not say. */
  readonly retryAfterMs: number | null;

  constructor(retryAfterMs: number | null) {
    super('the provider answered 429');
    this.name = 'ProviderBusyError';
    this.retryAfterMs = retryAfterMs;
  }
}

/** Twilio's own error body; a 429 of anything in between has none. */
const errorBody = z.object({ code: z.number().int() });
const retryAfter = z.object({ 'retry-after': z.string() });
const LONGEST_WAIT_MS = 3_600_000;

/**
 * The SDK's HTTP client, which never tries again by itself. With a base address it calls that
 * instead of Twilio: the SDK has no option for it.
 *
 * @param baseUrl null: Twilio itself
 * @param timeoutMs after which a call without an answer is given up
 */
export function createHttpClient(
  baseUrl: string | null,
  timeoutMs: number,
): InstanceType<typeof twilio.RequestClient> {
  return new CasementRequestClient(baseUrl, timeoutMs);
}

/**
 * What a `Retry-After` asks for, at most an hour.
 *
 * @param value seconds, or an HTTP date
 * @param now ms since 1970, as the header's date counts
 * @returns ms, or null for what is neither
 */
export function waitAskedFor(value: string, now: number): number | null {
  const ms = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.round(Math.min(Math.max(ms, 0), LONGEST_WAIT_MS)) : null;
}

class CasementRequestClient extends twilio.RequestClient {
  readonly #base: URL | null;

  constructor(baseUrl: string | null, timeoutMs: number) {
    super({ timeout: timeoutMs, autoRetry: false, maxSockets: 100 });
    this.#base = baseUrl === null ? null : new URL(baseUrl);
  }

  override async request<T>(
    options: RequestClient.RequestOptions<T>,
  ): Promise<Response.default<T>> {
    const response = await super.request<T>({ ...options, uri: this.#address(options.uri) });
    if (response.statusCode === 429) {
      const body: unknown = response.body;
      const text = typeof body === 'string' ? JSON.parse(body) : body;
      if (errorBody.safeParse(text).success) {
        const after = retryAfter.safeParse(response.headers);
        const wait = after.success ? waitAskedFor(after.data['retry-after'], Date.now()) : null;
        throw new ProviderBusyError(wait);
      }
    }
    return response;
  }

  #address(uri: string): string {
    const url = new URL(uri);
    // The credentials go with the request: to nobody but Twilio, or the address that was set.
    const ours = url.host === this.#base?.host;
    if (!ours && !url.hostname.endsWith('.twilio.com')) {
      throw new Error(`the SDK called ${url.hostname}, which is not Twilio's`);
    }
    if (this.#base === null) return uri;
    url.protocol = this.#base.protocol;
    url.host = this.#base.host;
    return url.href;
  }
}
