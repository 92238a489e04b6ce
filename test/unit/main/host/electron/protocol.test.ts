import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../../main/app.ts';
import { refuse } from '../../../../../shared/contract/errors.ts';
import { registerScheme, serveScheme } from '../../../../../main/host/electron/protocol.ts';
import { resetElectron, state } from '../../../../support/fake-electron/index.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const ID = '0199c1de-0000-7000-8000-000000000001';
const nothing: App['media'] = () => Promise.resolve(null);
const takesNothing: App['upload'] = () =>
  Promise.resolve({ ok: false, refusal: refuse('not_signed_in') });

const noFiles: App['contactFiles'] = {
  stage: () => Promise.resolve({ ok: false, refusal: refuse('not_signed_in') }),
  download: () => Promise.resolve({ ok: false, refusal: refuse('not_signed_in') }),
};

async function serve(
  media: App['media'] = nothing,
  upload: App['upload'] = takesNothing,
  contactFiles: App['contactFiles'] = noFiles,
) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'renderer/assets'), { recursive: true });
  await writeFile(join(folder, 'renderer/index.html'), '<title>Casement</title>');
  await writeFile(join(folder, 'renderer/assets/main.js'), 'started()');
  await writeFile(join(folder, 'renderer/stamp'), 'no type');
  await writeFile(join(folder, 'secret.js'), 'not for the page');
  serveScheme(join(folder, 'renderer'), { media, upload, contactFiles });
  const server = state.servers.get('app');
  return (url: string, init: RequestInit = {}): Promise<Response> => {
    const request = new Request('https://placeholder.invalid/', init);
    // A Request would tidy the address; Electron hands over what was asked for.
    Object.defineProperty(request, 'url', { value: url });
    return server?.(request) ?? Promise.reject(new Error('nothing is served'));
  };
}

beforeEach(resetElectron);

describe('the scheme of the page', () => {
  it('is a secure origin of its own', () => {
    registerScheme();
    expect(state.schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
      },
    ]);
  });

  it('takes files of contacts from its own page alone, and gives them to be saved', async () => {
    const taken: (string | null)[] = [];
    const files: App['contactFiles'] = {
      stage: async (fileName, bytes) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of bytes) pieces.push(piece);
        taken.push(fileName, Buffer.concat(pieces).toString());
        return { ok: false, refusal: refuse('file_not_readable') };
      },
      download: async (what) =>
        what.kind !== 'contacts'
          ? { ok: false, refusal: refuse('import_not_found') }
          : {
              ok: true,
              value: {
                fileName: 'contacts.csv',
                bytes: Readable.from([Buffer.from(`name\n${what.filter.text}\n`)]),
              },
            },
    };
    const get = await serve(nothing, takesNothing, files);
    const post = (origin: string) =>
      get('app://casement/contact-files/import', {
        method: 'POST',
        headers: { origin, 'x-file-name': 'a%20b.csv' },
        body: 'name\nAna\n',
      });
    expect((await post('https://elsewhere.example')).status).toBe(404);
    expect(await (await post('app://casement')).json()).toMatchObject({
      refusal: { code: 'file_not_readable' },
    });
    expect(taken).toEqual(['a b.csv', 'name\nAna\n']);
    const saved = await get('app://casement/contact-files/export?text=m%C3%BCl');
    expect(saved.headers.get('content-disposition')).toContain('attachment');
    expect(await saved.text()).toBe('name\nmül\n');
    const refused = await get(`app://casement/contact-files/result/${ID}`);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ refusal: { code: 'import_not_found' } });
  });

  it('serves the page with a policy that allows no inline code', async () => {
    const get = await serve();
    const page = await get('app://casement/');
    expect(await page.text()).toBe('<title>Casement</title>');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves its files with their types, and HEAD too', async () => {
    const get = await serve();
    const script = await get('app://casement/assets/main.js?v=1');
    expect([script.status, script.headers.get('content-type'), await script.text()]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'started()',
    ]);
    expect((await get('app://casement/', { method: 'HEAD' })).status).toBe(200);
  });

  it.each([
    'app://casement/../secret.js',
    'app://casement/%2e%2e/secret.js',
    'app://casement/..%2fsecret.js',
    'app://casement/assets/..%2f..%2fsecret.js',
    'app://casement/..%5csecret.js',
    'app://casement//secret.js',
    'app://casement/assets/main.js%00.js',
    'app://casement/%zz',
    'app://casement/stamp',
    'app://casement/assets',
    'app://casement/nothing.js',
    'app://other/index.html',
    'app://casement.evil/index.html',
    'app://casement@evil/index.html',
    'https://casement/index.html',
  ])('serves nothing for %s', async (url) => {
    const get = await serve();
    const answer = await get(url);
    expect([answer.status, await answer.text()]).toEqual([404, 'There is nothing here.\n']);
  });

  it('takes nothing that is sent to it', async () => {
    const get = await serve();
    expect((await get('app://casement/', { method: 'POST', body: '{}' })).status).toBe(404);
  });

  it('serves media, and parts of them', async () => {
    const get = await serve((id) =>
      Promise.resolve(
        id === ID
          ? { contentType: 'image/png', fileName: null, bytes: new TextEncoder().encode('12345') }
          : null,
      ),
    );
    const whole = await get(`app://casement/media/${ID}`);
    expect([whole.status, await whole.text()]).toEqual([200, '12345']);
    const part = await get(`app://casement/media/${ID}`, { headers: { range: 'bytes=1-2' } });
    expect([part.status, await part.text()]).toEqual([206, '23']);
    expect((await get('app://casement/media/..%2findex.html')).status).toBe(404);
  });

  it('takes a picked file as it streams in, from its own page', async () => {
    const taken: unknown[] = [];
    const post = await serve(nothing, async (id, claims, bytes) => {
      const parts: Uint8Array[] = [];
      for await (const part of bytes) parts.push(part);
      taken.push([id, claims, Buffer.concat(parts).toString()]);
      return { ok: false, refusal: refuse('attachment_too_large') };
    });
    const headers = {
      'content-type': 'image/png',
      'x-file-name': 'Lager%20n%C2%B0%203.png',
      'x-pixels': '800x600',
    };
    const init = { method: 'POST', body: 'bytes', headers };
    const answer = await post(`app://casement/upload/${ID}`, init);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toMatchObject({ refusal: { code: 'attachment_too_large' } });
    const claims = {
      contentType: 'image/png',
      fileName: 'Lager n° 3.png',
      pixels: { width: 800, height: 600 },
    };
    expect(taken).toEqual([[ID, claims, 'bytes']]);

    const foreign = { ...init, headers: { ...headers, origin: 'https://evil.example' } };
    expect((await post(`app://casement/upload/${ID}`, foreign)).status).toBe(404);
    expect((await post(`app://elsewhere/upload/${ID}`, init)).status).toBe(404);
    expect((await post(`app://casement/upload/${ID}`, { ...init, method: 'PUT' })).status).toBe(
      404,
    );
    expect(taken).toHaveLength(1);
  });
});
