import { isIP } from 'node:net';
import { MediaTooLargeError, type ProviderAccount } from '../provider.ts';

const MAX_REDIRECTS = 3;

export interface FetchOptions {
  /** Where Twilio's addresses are to be sought instead; null: at Twilio. */
  readonly baseUrl: string | null;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * Fetches a media file. Twilio wants its credentials and then redirects to a store that must
 * not see them.
 *
 * @returns null where the file is gone
 * @throws {MediaTooLargeError} as soon as it is seen to be larger
 * @throws if the provider cannot be reached
 */
export async function fetchMedia(
  { accountSid, authToken }: ProviderAccount,
  url: string,
  { baseUrl, timeoutMs, maxBytes }: FetchOptions,
): Promise<{ readonly contentType: string; readonly bytes: Uint8Array } | null> {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  let address = new URL(url);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const trusted = isProviders(address, baseUrl);
    if (hop === 0 && !trusted) throw new Error(`${address.hostname} is not the provider's`);
    const response = await fetch(address, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(trusted ? { headers: { authorization } } : {}),
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      address = new URL(location, address);
      if (!isProviders(address, baseUrl) && !isOnTheWeb(address)) {
        throw new Error('the provider redirected to what is no store on the web');
      }
      continue;
    }
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw new Error(`the provider answered ${response.status}`);
    const bytes = await readLimited(response, maxBytes);
    return {
      contentType: response.headers.get('content-type') ?? 'application/octet-stream',
      bytes,
    };
  }
  throw new Error('the provider redirected too often');
}

function isProviders(address: URL, baseUrl: string | null): boolean {
  if (baseUrl !== null) return address.origin === new URL(baseUrl).origin;
  return address.protocol === 'https:' && address.hostname.endsWith('.twilio.com');
}

/** Of a redirect that leads elsewhere: nothing inside the relay's own network is to be asked. */
function isOnTheWeb({ protocol, hostname }: URL): boolean {
  const isAddress = isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0;
  return protocol === 'https:' && hostname.includes('.') && !isAddress;
}

async function readLimited(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw new MediaTooLargeError(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new MediaTooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
