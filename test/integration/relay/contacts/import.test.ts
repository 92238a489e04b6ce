import { describe, expect, it } from 'vitest';
import { runBatch } from '../../../../relay/services/contacts/import/run-batch.ts';
import {
  CONTACT_EXPORT_PATH,
  CONTACT_IMPORT_PATH,
  contactImportResultPath,
  type ImportState,
  stagedImport,
} from '../../../../shared/contract/contact-import.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';

const options = {
  updateBy: 'phone',
  defaultCountry: 'DE',
  channels: ['whatsapp'],
  addTagIds: [],
  consent: null,
} as const;

async function ready() {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const desktop = await connectDesktop(relay.url, token);
  const headers = { authorization: `Bearer ${token}` };
  const upload = (body: Uint8Array | string) =>
    fetch(`${relay.url}${CONTACT_IMPORT_PATH}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/csv', 'x-file-name': 'kunden.csv' },
      body: typeof body === 'string' ? body : Buffer.from(body),
    });
  const text = async (path: string) => (await fetch(`${relay.url}${path}`, { headers })).text();
  const give = (name: string, input: unknown) =>
    desktop.socket.emitWithAck('command', { id: crypto.randomUUID(), name, input });
  const states = async (): Promise<readonly ImportState[]> => {
    const answer: { value: { value: { imports: ImportState[] } } } =
      await desktop.socket.emitWithAck('ask', { name: 'contactImports.list', input: {} });
    return answer.value.value.imports;
  };
  return { relay, desktop, upload, text, give, states };
}

describe('a file of contacts', () => {
  it('is understood as spreadsheets write it, and comes in with a word on every row', async () => {
    const { upload, text, give, states } = await ready();
    const file =
      'Name;Telefon;Firma\r\nJürgen Groß;0171 2345678;"Groß; Söhne"\r\nOhne;keine;X\r\n=1+2;+49 171 2345679;\r\n';
    const bytes = Uint8Array.from(file, (sign) => sign.charCodeAt(0));
    const staged = stagedImport.parse(await (await upload(bytes)).json());
    expect(staged).toMatchObject({
      encoding: 'windows-1252',
      separator: ';',
      fileName: 'kunden.csv',
      header: ['Name', 'Telefon', 'Firma'],
      suggested: ['name', 'phone', 'company'],
      rows: 3,
    });
    const mapping = staged.suggested;
    const started = await give('contactImport.start', {
      importId: staged.importId,
      mapping,
      options,
    });
    expect(started).toMatchObject({ ok: true });
    await expect.poll(async () => (await states())[0]?.state, { timeout: 20_000 }).toBe('done');
    expect((await states())[0]).toMatchObject({ rows: 3, done: 3, created: 2, failed: 1 });
    const result = await text(contactImportResultPath(staged.importId));
    expect(result).toContain('"keine"" is not a phone number"');
    const exported = await text(CONTACT_EXPORT_PATH);
    expect(exported).toContain('Jürgen Groß');
    expect(exported).toContain('Groß; Söhne');
    expect(exported).toContain("'=1+2");
    expect(exported).not.toContain(',=1+2');
  });

  it('is read in every encoding, with and without its mark', async () => {
    const { upload } = await ready();
    const text = 'Nombre,Teléfono\nMuñoz,+5215512345678\n';
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const [body, encoding] of [
      [text, 'utf-8'],
      [`\uFEFF${text}`, 'utf-8'],
      [utf16, 'utf-16le'],
    ] as const) {
      const staged = stagedImport.parse(await (await upload(body)).json());
      expect([staged.encoding, staged.header]).toEqual([encoding, ['Nombre', 'Teléfono']]);
      expect(staged.suggested).toEqual(['name', 'phone']);
    }
  });

  it('comes in once, although its relay dies in the middle of it', async () => {
    const { relay, desktop, upload, states } = await ready();
    const tenant = desktop.welcome.tenant.id;
    const lines = Array.from(
      { length: 1100 },
      (_, row) => `C${row},+4917120${String(row).padStart(5, '0')}`,
    );
    const staged = stagedImport.parse(
      await (await upload(`name,phone\n${lines.join('\n')}\n`)).json(),
    );
    const { store } = relay.parts;
    await store.inTenant(tenant, ({ sql }) =>
      sql
        .updateTable('contact_imports')
        .set({
          state: 'running',
          mapping: JSON.stringify(['name', 'phone']),
          options: JSON.stringify(options),
        })
        .where('tenant_id', '=', tenant)
        .execute(),
    );
    expect(await store.inTenant(tenant, (tx) => runBatch(tx, staged.importId, 1))).toBe(true);
    // The transaction is lost with everything it did, as with a relay that is killed.
    const killed = store.inTenant(tenant, async (tx) => {
      await runBatch(tx, staged.importId, 2);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect((await states())[0]).toMatchObject({ state: 'running', done: 500, created: 500 });
    // Another relay starts, and finds what is unfinished.
    await runningRelay({ databaseUrl: relay.databaseUrl, secretKey: relay.secretKey });
    await expect
      .poll(async () => (await states())[0], { timeout: 20_000 })
      .toMatchObject({
        state: 'done',
        done: 1100,
        created: 1100,
        updated: 0,
        skipped: 0,
        failed: 0,
      });
    const count = await store.inTenant(tenant, ({ sql }) =>
      sql
        .selectFrom('contacts')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    );
    expect(count.n).toBe(1100);
  });

  it('brings permissions in with their proof, and never takes an opt-out back', async () => {
    const { relay, desktop, upload, text, give, states } = await ready();
    const done = async () => (await states()).every(({ state }) => state === 'done');
    const bring = async (file: string, proof?: object) => {
      const staged = stagedImport.parse(await (await upload(file)).json());
      const mapping = staged.suggested;
      const asked = { importId: staged.importId, mapping, options: { ...options, ...proof } };
      expect(await give('contactImport.start', asked)).toMatchObject({ ok: true });
      await expect.poll(done, { timeout: 20_000 }).toBe(true);
      return staged;
    };
    const head = 'name,phone,channel,whatsapp opt-in,sms opt-in,consent source,evidence';
    const first = await bring(
      `${head}
Ana,+491712000001,whatsapp; sms,yes,no,fair,card 7
Bea,+491712000002,sms,,ja,,
Cem,+491712000003,,no,,,
Dov,+491712000004,fax,,,,
`,
    );
    expect(first.suggested.slice(2)).toEqual([
      'channels',
      'optInWhatsapp',
      'optInSms',
      'consentSource',
      'consentEvidence',
    ]);
    const result = await text(contactImportResultPath(first.importId));
    expect(result).toMatch(/Bea.*an opt-in needs its proof/);
    expect(result).toMatch(/Dov.*is no channel/);
    const proof = { proof: { source: 'web shop', evidence: 'the box of 2026' } };
    await bring(
      `${head}
Bea,+491712000002,sms,,ja,,
Cem,+491712000003,,yes,,,
`,
      proof,
    );
    const tenant = desktop.welcome.tenant.id;
    const { store } = relay.parts;
    const contacts = await store.inTenant(tenant, ({ sql }) =>
      sql
        .selectFrom('contacts')
        .select(['name', 'opt_in_whatsapp', 'opt_in_sms'])
        .where('tenant_id', '=', tenant)
        .orderBy('name')
        .execute(),
    );
    expect(contacts.map((one) => Object.values(one))).toEqual([
      ['Ana', 'opted_in', 'opted_out'],
      ['Bea', 'unknown', 'opted_in'],
      ['Cem', 'opted_out', 'unknown'],
    ]);
    const entries = await store.inTenant(tenant, ({ sql }) =>
      sql
        .selectFrom('consent_entries')
        .select(['channel', 'state', 'source', 'evidence'])
        .where('tenant_id', '=', tenant)
        .orderBy('source')
        .orderBy('channel')
        .execute(),
    );
    expect(entries.map((one) => Object.values(one))).toEqual([
      ['sms', 'opted_out', 'fair', 'card 7'],
      ['whatsapp', 'opted_in', 'fair', 'card 7'],
      ['whatsapp', 'opted_out', 'file', '"no" in an imported file'],
      ['sms', 'opted_in', 'web shop', 'the box of 2026'],
    ]);
  });
});
