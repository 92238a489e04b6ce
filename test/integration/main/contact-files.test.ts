import { expect, it } from 'vitest';
import { importState } from '../../../shared/contract/contact-import.ts';
import { aWebHost, comeIn } from '../host/web-visit.ts';
import { OWNER, PASSWORD, runningRelay } from '../../support/relay/running-relay.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testCore } from '../../support/test-core.ts';
import { z } from 'zod';

const CSV = 'Name;Telefon\nJürgen Groß;+49 171 2345678\nOhne;keine\n';

async function desk() {
  const relay = await runningRelay();
  const core = await testCore({ dataFolder: await temporaryFolder() });
  await core.call('session.signIn', { relayUrl: relay.url, email: OWNER, password: PASSWORD });
  await core.until(async () => (await core.call('app.bootstrap', {})).connection.loading === null);
  const host = await aWebHost({ contactFiles: core.app.contactFiles });
  const base = `http://127.0.0.1:${String(host.port)}`;
  const own = { cookie: await comeIn(host), origin: base };
  const get = (path: string) => fetch(base + path, { headers: { cookie: own.cookie } });
  const put = (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer> = CSV) =>
    fetch(`${base}/contact-files/import`, { method: 'POST', headers, body });
  return { relay, core, own, get, put };
}

const staged = z.object({
  ok: z.literal(true),
  value: z.object({ importId: z.uuid(), rows: z.number(), suggested: z.array(z.string()) }),
});

it('brings a file to the relay and its contacts back as a file', async () => {
  const { core, own, get, put } = await desk();
  const answer = await put({ ...own, 'x-file-name': 'K%C3%A4ufer.csv' });
  const { value } = staged.parse(await answer.json());
  expect(value).toMatchObject({ rows: 2, suggested: ['name', 'phone'] });
  const options = {
    updateBy: null,
    defaultCountry: null,
    channels: ['whatsapp'],
    addTagIds: [],
    consent: null,
  };
  await core.call('command.now', {
    commandId: crypto.randomUUID(),
    name: 'contactImport.start',
    input: { importId: value.importId, mapping: value.suggested, options },
  });
  const filter = { text: '', tagId: null, ownerId: null };
  await core.until(async () => (await core.call('contacts.count', filter)).count === 1);
  const imports = z.object({ imports: z.array(importState) });
  const { value: list } = await core.call('relay.ask', { name: 'contactImports.list', input: {} });
  expect(imports.parse(list).imports[0]?.fileName).toBe('Käufer.csv');
  const result = await get(`/contact-files/result/${value.importId}`);
  expect(result.headers.get('content-disposition')).toContain('attachment');
  expect(await result.text()).toContain('is not a phone number');
  expect(await (await get('/contact-files/export?text=gro')).text()).toContain('+491712345678');
  expect(await (await get('/contact-files/export?text=nobody')).text()).not.toContain('Groß');
  const { contacts } = await core.call('contacts.list', {
    ...filter,
    sort: 'name',
    after: null,
    limit: 10,
  });
  const person = await get(`/contact-files/person/${contacts[0]?.id ?? ''}`);
  expect(person.headers.get('content-type')).toContain('application/json');
  expect(await person.json()).toMatchObject({
    contact: [{ name: 'Jürgen Groß' }],
    importRows: [{ header: ['Name', 'Telefon'] }],
  });
});

it('takes and gives nothing but for its own page, and says why the relay refuses', async () => {
  const { relay, own, get, put } = await desk();
  expect((await put({ cookie: own.cookie, origin: 'http://127.0.0.1:1' })).status).toBe(403);
  expect((await put({ origin: own.origin })).status).toBe(401);
  expect((await get('/contact-files/elsewhere')).status).toBe(409);
  const empty = await put(own, new Uint8Array(0));
  expect(await empty.json()).toMatchObject({ ok: false, refusal: { code: 'file_not_readable' } });
  const noLines = await put(own, new Uint8Array(20 * 1024 * 1024));
  expect(await noLines.json()).toMatchObject({ ok: false, refusal: { code: 'file_not_readable' } });
  const row = Buffer.from(`Ana,+13125550188,${'x'.repeat(1000)}\n`);
  const large = await put(own, Uint8Array.from(Buffer.alloc(50 * 1024 * 1024 + 1, row)));
  expect(await large.json()).toMatchObject({ ok: false, refusal: { code: 'file_too_large' } });
  const missing = await get(`/contact-files/result/${crypto.randomUUID()}`);
  expect([missing.status, await missing.json()]).toMatchObject([
    409,
    { ok: false, refusal: { code: 'import_not_found' } },
  ]);
  await relay.close();
  expect(await (await put(own)).json()).toMatchObject({ refusal: { code: 'relay_unreachable' } });
  expect((await get('/contact-files/export')).status).toBe(409);
});
