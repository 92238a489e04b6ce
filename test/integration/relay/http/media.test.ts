import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
import { MediaTooLargeError, type ProviderAccount } from '../../../../relay/providers/provider.ts';
import { allTenants } from '../../../../relay/services/accounts/accounts.ts';
import { refusal as refusalOfContract } from '../../../../shared/contract/errors.ts';
import { mediaId, type SenderId } from '../../../../shared/contract/ids.ts';
import { mediaPath } from '../../../../shared/contract/sign-in.ts';
import { signIn } from '../../../support/relay/desktop.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { addConversation, addInbound, addSender } from '../../../support/relay/thread.ts';
import { unusedProvider } from '../../../support/relay/unused-provider.ts';
import { newTenant } from '../../../support/relay-database/test-database.ts';

const URL_AT_PROVIDER = 'https://provider.example/Media/ME1';
const cleanUps: (() => Promise<void>)[] = [];
let asked: { account: ProviderAccount; url: string }[] = [];
let answer: () => Promise<{ contentType: string; bytes: Uint8Array } | null>;
let fetchFile: (id: string, authorization?: string) => Promise<Response>;
let mine: string;
let foreign: string;

async function addFile(tx: TenantTransaction, sender: SenderId): Promise<string> {
  const message = await addInbound(tx, await addConversation(tx, sender), 1000);
  const id = mediaId.parse(v7());
  await tx.sql
    .insertInto('media')
    .values({
      tenant_id: tx.tenantId,
      id,
      message_id: message,
      position: 0,
      content_type: 'image/png',
      provider_url: URL_AT_PROVIDER,
    })
    .execute();
  return id;
}

beforeAll(async () => {
  const provider = unusedProvider({
    fetchMedia: (account, url) => {
      asked.push({ account, url });
      return answer();
    },
  });
  const relay = await runningRelay({ provider }, (work) => cleanUps.unshift(work));
  const { store } = relay.parts;
  const token = await signIn(relay.url);
  const [tenantId] = await allTenants(relay.parts);
  if (tenantId === undefined) throw new Error('there is no tenant');
  mine = await store.inTenant(tenantId, async (tx) => {
    const { id } = await tx.sql.selectFrom('senders').select('id').executeTakeFirstOrThrow();
    return addFile(tx, id);
  });
  const other = await newTenant(store, 'Other');
  foreign = await store.inTenant(other, async (tx) => addFile(tx, await addSender(tx)));
  fetchFile = (id, authorization = `Bearer ${token}`) =>
    fetch(relay.url + mediaPath(id), { headers: { authorization }, redirect: 'manual' });
});

afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});
beforeEach(() => {
  asked = [];
});

function gives(contentType: string, bytes = new Uint8Array([1, 2, 3])): void {
  answer = () => Promise.resolve({ contentType, bytes });
}

async function refusalOf(response: Promise<Response>): Promise<unknown> {
  const got = await response;
  const { refusal } = z.object({ refusal: refusalOfContract }).parse(await got.json());
  return [got.status, refusal.code];
}

test('comes from the provider with the account’s own credentials, and cannot run anything', async () => {
  gives('image/png; charset=x');
  const got = await fetchFile(mine);
  expect(new Uint8Array(await got.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  expect(asked).toEqual([
    { account: expect.objectContaining({ authToken: 'the secret token' }), url: URL_AT_PROVIDER },
  ]);
});

test.each(['text/html', 'image/svg+xml', 'application/javascript', 'image/png\u0000', ''])(
  'of the type %j is bytes',
  async (type) => {
    gives(type);
    expect((await fetchFile(mine)).headers.get('content-type')).toBe('application/octet-stream');
  },
);

test('is for people of its tenant alone', async () => {
  gives('image/png');
  expect(await refusalOf(fetchFile(mine, 'Bearer nonsense'))).toEqual([401, 'not_signed_in']);
  expect(await refusalOf(fetchFile(mine, 'Basic YTpi'))).toEqual([401, 'not_signed_in']);
  expect(await refusalOf(fetchFile(foreign))).toEqual([404, 'media_not_found']);
  expect(await refusalOf(fetchFile('not-an-id'))).toEqual([404, 'media_not_found']);
  expect(await refusalOf(fetchFile(v7()))).toEqual([404, 'media_not_found']);
  expect(asked).toEqual([]);
});

test('that is gone, too large, or not to be had is a refusal', async () => {
  answer = () => Promise.resolve(null);
  expect(await refusalOf(fetchFile(mine))).toEqual([404, 'media_not_found']);
  answer = () => Promise.reject(new MediaTooLargeError(1));
  expect(await refusalOf(fetchFile(mine))).toEqual([413, 'media_not_found']);
  answer = () => Promise.reject(new Error(`no way to ${URL_AT_PROVIDER}`));
  expect(await refusalOf(fetchFile(mine))).toEqual([502, 'provider_busy']);
});
