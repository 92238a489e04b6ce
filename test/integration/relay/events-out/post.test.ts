import { onTestFinished, expect, test } from 'vitest';
import { post, type Resolve } from '../../../../relay/services/events-out/post.ts';
import { startReceiver } from '../../../support/relay/receiver.ts';

async function receiver() {
  const started = await startReceiver();
  onTestFinished(started.close);
  return started;
}

/** A resolver that knows every name under these addresses. */
function resolvesTo(...addresses: readonly string[]): Resolve {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_name, _family, done) => done(null, found);
}

test.each([
  ['127.0.0.1'],
  ['10.0.0.1'],
  ['169.254.169.254'],
  ['::1'],
  ['::ffff:127.0.0.1'],
  ['fd00::1'],
  ['1.1.1.1', '127.0.0.1'],
])('a name that resolves to %s is refused', async (...addresses) => {
  const { port, posts } = await receiver();
  const resolve = resolvesTo(...addresses);
  const options = { allowsPrivate: false, resolve };
  expect(await post(`https://hooks.example:${port}/`, {}, '{}', options)).toEqual({
    error: 'address_not_allowed',
  });
  expect(posts).toEqual([]);
});

test('private networks and http are reached where the operator allows them, and not otherwise', async () => {
  const { url, port, posts } = await receiver();
  expect(await post(url, {}, '{}', { allowsPrivate: false })).toEqual({
    error: 'address_not_allowed',
  });
  expect(await post(url, {}, '{}', { allowsPrivate: true })).toEqual({ status: 204 });
  const named = { allowsPrivate: true, resolve: resolvesTo('127.0.0.1') };
  expect(await post(`http://erp.internal:${port}/`, {}, '{}', named)).toEqual({ status: 204 });
  expect(posts).toHaveLength(2);
});

test('a redirect is an answer and is not followed', async () => {
  const { url, posts, answer } = await receiver();
  answer(302);
  expect(await post(url, {}, '{}', { allowsPrivate: true })).toEqual({ status: 302 });
  expect(posts).toHaveLength(1);
});

test('who does not answer in time, or is not there, is told apart', async () => {
  const here = await receiver();
  here.beforeAnswer(() => new Promise(() => undefined));
  const options = { allowsPrivate: true };
  expect(await post(here.url, {}, '{}', { ...options, timeout: 100 })).toEqual({
    error: 'timeout',
  });
  await here.close();
  expect(await post(here.url, {}, '{}', options)).toEqual({ error: 'no_connection' });
  expect(await post('http://nobody.invalid/', {}, '{}', options)).toEqual({
    error: 'name_not_found',
  });
});
