import { describe, expect, it } from 'vitest';
import { aWebHost, comeIn, get, loadTab, raw } from './web-visit.ts';

const FORGED = 'A'.repeat(43);

describe('who is let in', () => {
  it('turns the start token into a cookie that scripts and other sites cannot use', async () => {
    const host = await aWebHost();
    const { pathname, search } = new URL(host.openUrl);
    const opened = await get(host, pathname + search);
    expect(opened.status).toBe(303);
    expect(opened.headers['location']).toBe('/');
    expect(String(opened.headers['set-cookie'])).toMatch(
      new RegExp(`^casement-${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
  });

  it.each(['/open', '/open?token=', `/open?token=${FORGED}`, '/open?token=a&token=b'])(
    'gives no cookie for %s',
    async (target) => {
      const host = await aWebHost();
      const opened = await get(host, target);
      expect(opened.status).toBe(401);
      expect(opened.headers['set-cookie']).toBeUndefined();
    },
  );

  it('takes a ticket once', async () => {
    const host = await aWebHost();
    const url = host.ticketUrl();
    expect(await comeIn(host, url)).not.toBe('');
    expect(await comeIn(host, url)).toBe('');
  });

  it('takes no ticket that has lain about', async () => {
    let now = 0;
    const host = await aWebHost({}, () => now);
    const url = host.ticketUrl();
    now = 120_000;
    expect(await comeIn(host, url)).toBe('');
  });

  it.each(['/', '/assets/main.js', '/media/0199c1de-0000-7000-8000-000000000001'])(
    'shows %s to nobody without the cookie, and says how to get in',
    async (target) => {
      const host = await aWebHost();
      const forged = { cookie: `casement-${host.port}=${FORGED}` };
      for (const headers of [{}, forged]) {
        const answer = await get(host, target, headers);
        expect(answer.status).toBe(401);
        expect(answer.body).toContain('address that it printed');
      }
    },
  );

  it('knows no cookie of another run', async () => {
    const before = await aWebHost();
    const after = await aWebHost();
    const [, value = ''] = (await comeIn(before)).split('=');
    const answer = await get(after, '/', { cookie: `casement-${after.port}=${value}` });
    expect(answer.status).toBe(401);
  });

  it('puts another token into every page that is loaded', async () => {
    const host = await aWebHost();
    const cookie = await comeIn(host);
    const tabs = await Promise.all([loadTab(host, cookie), loadTab(host, cookie)]);
    expect(tabs[0]).toMatch(/^[\w-]{43}$/);
    expect(tabs[1]).toMatch(/^[\w-]{43}$/);
    expect(tabs[0]).not.toBe(tabs[1]);
  });
});

describe('which names it answers under', () => {
  it.each(['127.0.0.1', 'localhost'])('answers under %s with its port', async (name) => {
    const host = await aWebHost();
    const headers = { cookie: await comeIn(host), host: `${name}:${host.port}` };
    expect((await get(host, '/', headers)).status).toBe(200);
  });

  it.each([
    ['a name of someone else’s DNS', (port: number) => `rebound.example:${port}`],
    ['its address without the port', () => '127.0.0.1'],
    ['another port', (port: number) => `127.0.0.1:${port + 1}`],
    ['another spelling of its address', (port: number) => `127.1:${port}`],
    ['a longer name', (port: number) => `localhost:${port}.example`],
  ])('refuses %s, for the visitor too', async (_what, name) => {
    const host = await aWebHost();
    const headers = { cookie: await comeIn(host), host: name(host.port) };
    const { search } = new URL(host.openUrl);
    for (const target of ['/', `/open${search}`, '/socket.io/?EIO=4&transport=polling', '/%zz']) {
      expect((await get(host, target, headers)).status).toBe(421);
    }
  });

  it.each([
    ['no name', 'GET / HTTP/1.0\r\n\r\n'],
    ['no name, where there must be one', 'GET / HTTP/1.1\r\n\r\n'],
    ['two names', 'GET / HTTP/1.1\r\nHost: HERE\r\nHost: rebound.example\r\n\r\n'],
  ])('refuses %s', async (_what, request) => {
    const host = await aWebHost();
    const [line] = (await raw(host, request)).split('\r\n');
    expect(line).toMatch(/^HTTP\/1\.1 4(00|21) /);
  });

  it('refuses an address that names a second host', async () => {
    const host = await aWebHost();
    const headers = { cookie: await comeIn(host) };
    expect((await get(host, 'http://rebound.example/', headers)).status).toBe(400);
  });
});

describe('what other sites can do', () => {
  it.each(['cross-site', 'same-site'])('lets no %s page fetch or embed', async (site) => {
    const host = await aWebHost();
    const cookie = await comeIn(host);
    const headers = { cookie, 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
    for (const target of ['/', '/assets/main.js']) {
      expect((await get(host, target, headers)).status).toBe(403);
    }
  });

  it('lets a person come from another page', async () => {
    const host = await aWebHost();
    const cookie = await comeIn(host);
    const headers = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await get(host, '/', headers)).status).toBe(200);
    expect((await get(host, '/assets/main.js', headers)).status).toBe(403);
  });

  it('sends a policy that allows no inline code and no other origin', async () => {
    const host = await aWebHost();
    const { headers } = await get(host, '/', { cookie: await comeIn(host) });
    const policy = String(headers['content-security-policy']);
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        `connect-src 'self' ws://127.0.0.1:${host.port}`,
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy).not.toContain('unsafe');
  });

  it('sends the safe headers with every answer, errors too', async () => {
    const host = await aWebHost();
    const cookie = await comeIn(host);
    const targets = ['/', '/assets/main.js', '/nothing', '/open', '/%zz'];
    for (const target of targets) {
      const { headers } = await get(host, target, { cookie });
      expect([target, headers['x-content-type-options']]).toEqual([target, 'nosniff']);
      expect([target, headers['cross-origin-resource-policy']]).toEqual([target, 'same-origin']);
      expect([target, headers['referrer-policy']]).toEqual([target, 'no-referrer']);
    }
  });
});

describe('which files it serves', () => {
  it('serves the files of the interface', async () => {
    const host = await aWebHost();
    const answer = await get(host, '/assets/main.js', { cookie: await comeIn(host) });
    expect([answer.status, answer.body]).toEqual([200, 'globalThis.started = true;']);
    expect(answer.headers['content-type']).toContain('javascript');
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/assets/%00',
  ])('leads nobody out of its folder by %s', async (target) => {
    const host = await aWebHost();
    const answer = await get(host, target, { cookie: await comeIn(host) });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('not for the page');
  });

  it('serves the icon that browsers ask for by themselves', async () => {
    const host = await aWebHost();
    const answer = await get(host, '/favicon.ico', { cookie: await comeIn(host) });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/x-icon']);
  });

  it('gives the page out only with a token in it', async () => {
    const host = await aWebHost();
    const cookie = await comeIn(host);
    for (const target of ['/index.html', '/%69ndex.html', '/assets/../index.html']) {
      const { status, body } = await get(host, target, { cookie });
      expect([target, status, body]).toEqual([target, 404, 'There is nothing here.\n']);
    }
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('knows no %s', async (method) => {
    const host = await aWebHost();
    const answer = await get(host, '/', { cookie: await comeIn(host) }, method);
    expect(answer.status).toBe(404);
  });
});
