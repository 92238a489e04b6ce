import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import {
  CONTACT_IMPORT_PATH,
  contactImportResultPath,
  stagedImport,
} from '../../../../shared/contract/contact-import.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { addKey, ask } from '../../../support/rest/rest-stage.ts';

/* An opt-out outlives the person's erasure, by whatever door the number comes back. */

const MARA = '+34600111222';
const PROOF = { source: 'web shop', evidence: 'the box of 2026' };

function idOf({ body }: { readonly body: unknown }): string {
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
}

test('a file or a program that brings the number back with an opt-in changes nothing', async () => {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const { call, welcome } = await connectDesktop(relay.url, token);
  const tenant = welcome.tenant.id;
  const { secret } = await addKey(relay, tenant);
  const give = async (name: string, input: object) =>
    call('command', { id: randomUUID(), name, input });
  const program = (path: string, body: object) => ask(relay.url, secret, 'POST', path, body);
  const optIns = () =>
    relay.parts.store.inTenant(tenant, ({ sql }) =>
      sql
        .selectFrom('contacts')
        .select(['name', 'opt_in_whatsapp'])
        .where('tenant_id', '=', tenant)
        .execute(),
    );
  const eraseAll = async (contactId: string) => {
    const confirmation = MARA;
    const input = { contactId, erasureId: v7(), confirmation, reference: 'Request 1' };
    expect(await give('contact.erase', input)).toMatchObject({ ok: true });
    await expect.poll(optIns, { timeout: 20_000 }).toEqual([]);
  };

  const first = idOf(await program('/contacts', { name: 'Mara', phone: MARA }));
  const out = { channel: 'whatsapp', state: 'opted_out', source: 'phone', evidence: 'call of May' };
  expect(await program(`/contacts/${first}/consent`, out)).toMatchObject({ status: 200 });
  await eraseAll(first);

  const again = idOf(await program('/contacts', { name: 'A lead', phone: MARA }));
  expect(await optIns()).toEqual([{ name: 'A lead', opt_in_whatsapp: 'opted_out' }]);
  const yes = { channel: 'whatsapp', state: 'opted_in', ...PROOF };
  expect(await program(`/contacts/${again}/consent`, yes)).toMatchObject({
    body: { code: 'opted_out' },
  });
  await eraseAll(again);

  const headers = { authorization: `Bearer ${token}` };
  const uploaded = await fetch(`${relay.url}${CONTACT_IMPORT_PATH}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv', 'x-file-name': 'leads.csv' },
    body: `name,phone,whatsapp opt-in\nA row,${MARA},yes\n`,
  });
  const { importId, suggested } = stagedImport.parse(await uploaded.json());
  const options = {
    updateBy: 'phone',
    defaultCountry: 'ES',
    channels: ['whatsapp'],
    addTagIds: [],
    consent: null,
    proof: PROOF,
  };
  const started = await give('contactImport.start', { importId, mapping: suggested, options });
  expect(started).toMatchObject({ ok: true });
  await expect
    .poll(optIns, { timeout: 20_000 })
    .toEqual([{ name: 'A row', opt_in_whatsapp: 'opted_out' }]);
  const result = await fetch(`${relay.url}${contactImportResultPath(importId)}`, { headers });
  expect(await result.text()).toContain('A row');
}, 60_000);
