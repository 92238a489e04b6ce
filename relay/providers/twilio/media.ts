import { isIP } from 'node:net';
import type { ProviderAccount } from '../provider.ts';

/** The largest file that WhatsApp carries, in bytes (a document). Source: Meta, media limits. */
const MAX_BYTES = 100 * 1024 * 1024;
const MAX_REDIRECTS = 3;

/**
 * Fetches a media file. Twilio wants its credentials and then redirects to a store that must
 * not see them.
 *
 * @param baseUrl where Twilio's addresses are to be sought instead; null: at Twilio
 * @returns null where the file is gone
 * @throws if the provider cannot be reached, or the file is larger than the channel carries
 */
export async function fetchMedia(
  { accountSid, authToken }: ProviderAccount,
  url: string,
  baseUrl: string | null,
  timeoutMs: number,
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
    const bytes = await readLimited(response);
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

async function readLimited(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error('the file is larger than the channel carries');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
