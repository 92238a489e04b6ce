import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testCore } from '../../../support/test-core.ts';

async function aCore() {
  return testCore({ dataFolder: await temporaryFolder() });
}

describe('the dispatcher', () => {
  it.each([
    ['a call that is not there', { name: 'inbox.delete', input: {} }, 'unknown_call'],
    ['a word of every object', { name: 'constructor', input: {} }, 'unknown_call'],
    ['no object', 'inbox.list', 'invalid_input'],
    ['nothing', undefined, 'invalid_input'],
    ['something more', { name: 'app.bootstrap', input: {}, sender: 'page' }, 'invalid_input'],
    ['an unknown field', { name: 'inbox.counts', input: { all: true } }, 'invalid_input'],
  ])('refuses %s', async (_what, request, code) => {
    const { app } = await aCore();
    const answer = await app.call(request);
    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  it('says where an input is wrong, without repeating what was in it', async () => {
    const { app } = await aCore();
    const answer = await app.call({
      name: 'session.signIn',
      input: { relayUrl: 'http://127.0.0.1:1', email: 'not-an-address', password: '' },
    });
    const detail = answer.ok ? '' : (answer.refusal.detail ?? '');
    expect(detail).toContain('email: ');
    expect(detail).toContain('password: ');
    expect(detail).not.toContain('not-an-address');
  });

  it('answers with a refusal of its own where a part fails, and logs it', async () => {
    const core = await aCore();
    const answer = await core.app.call({
      name: 'external.open',
      input: { url: 'https://example.com' },
    });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'unknown_call' } });
    const failing = await core.app.call({ name: 'inbox.counts', input: {} });
    expect(failing).toMatchObject({ ok: false, refusal: { code: 'not_signed_in' } });
  });

  it('gives only what JSON can carry', async () => {
    const { app } = await aCore();
    const answer = await app.call({ name: 'app.bootstrap', input: {} });
    expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer);
    expect(answer.ok).toBe(true);
  });
});
