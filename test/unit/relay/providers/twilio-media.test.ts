import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { tenantId } from '../../../../shared/contract/ids.ts';
import { fetchMedia } from '../../../../relay/providers/twilio/media.ts';

const account = {
  tenantId: tenantId.parse('018f2b6e-7c1a-7000-8000-000000000001'),
  id: '018f2b6e-7c1a-7000-8000-000000000002',
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'secret',
};
const LIMITS = { baseUrl: null, timeoutMs: 10_000, maxBytes: 1_000_000 };

afterEach(() => {
  vi.unstubAllGlobals();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${String(address.port)}`;
}

describe('a media file', () => {
  it('is fetched with the credentials of its account', async () => {
    const base = await serve((request, response) => {
      response.setHeader('content-type', 'image/png');
      response.end(request.headers.authorization);
    });
    const got = await fetchMedia(account, `${base}/Media/ME1`, { ...LIMITS, baseUrl: base });
    const expected = `Basic ${Buffer.from(`${account.accountSid}:secret`).toString('base64')}`;
    expect(got?.contentType).toBe('image/png');
    expect(Buffer.from(got?.bytes ?? []).toString()).toBe(expected);
  });

  it('that is gone is null', async () => {
    const base = await serve((_request, response) => {
      response.statusCode = 404;
      response.end();
    });
    expect(await fetchMedia(account, `${base}/Media/ME1`, { ...LIMITS, baseUrl: base })).toBeNull();
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://twilio.com.evil.example/x',
    'https://eviltwilio.com/x',
    'https://api.twilio.com@evil.example/x',
    'http://api.twilio.com/x',
    'file:///etc/passwd',
  ])('at %s is never asked for', async (url) => {
    const asked = vi.fn<typeof fetch>();
    vi.stubGlobal('fetch', asked);
    await expect(fetchMedia(account, url, LIMITS)).rejects.toThrow('not the provider');
    expect(asked).not.toHaveBeenCalled();
  });
});

function redirectsTo(location: string) {
  const asked: { url: string; authorization: string | null }[] = [];
  vi.stubGlobal('fetch', (url: URL, options: RequestInit) => {
    asked.push({
      url: url.href,
      authorization: new Headers(options.headers).get('authorization'),
    });
    return Promise.resolve(
      asked.length === 1
        ? new Response(null, { status: 307, headers: { location } })
        : new Response('bytes'),
    );
  });
  return asked;
}

describe('a redirect of the provider', () => {
  const URL_AT_TWILIO = 'https://api.twilio.com/Media/ME1';

  it('leads to the store, which does not see the credentials', async () => {
    const asked = redirectsTo('https://media.store.example/ME1');
    await fetchMedia(account, URL_AT_TWILIO, LIMITS);
    expect(asked[1]).toEqual({ url: 'https://media.store.example/ME1', authorization: null });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://media.store.example/ME1',
    'https://127.0.0.1/ME1',
    'https://10.0.0.7/ME1',
    'https://[::1]/ME1',
    'https://localhost/ME1',
    'data:text/plain,hello',
  ])('to %s is not followed', async (location) => {
    const asked = redirectsTo(location);
    await expect(fetchMedia(account, URL_AT_TWILIO, LIMITS)).rejects.toThrow('redirect');
    expect(asked.length).toBe(1);
  });
});
