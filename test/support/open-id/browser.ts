/** Where a browser got to. */
export interface Arrived {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

const REDIRECTS = new Set([301, 302, 303, 307]);

/** A browser without a window: it keeps cookies and follows where it is sent. */
export function plainBrowser() {
  const jar = new Map<string, string>();
  return {
    jar,
    /** @param until stops before an address that begins so, without asking it */
    visit: async (first: string, until = 'nowhere:'): Promise<Arrived> => {
      let url = first;
      for (;;) {
        if (url.startsWith(until)) return { url, status: 0, body: '' };
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
          if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
          else jar.set(name, value);
        }
        const location = response.headers.get('location');
        if (!REDIRECTS.has(response.status) || location === null) {
          return { url, status: response.status, body: await response.text() };
        }
        await response.body?.cancel();
        url = new URL(location, url).href;
      }
    },
  };
}
