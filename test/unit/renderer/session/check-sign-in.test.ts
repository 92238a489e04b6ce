import { describe, expect, it } from 'vitest';
import {
  checkSignIn,
  fieldOfRefusal,
} from '../../../../renderer/features/session/check-sign-in.ts';

const right = { relayUrl: 'https://relay.example', email: 'ana@sol.mx', password: 'x' };

describe('the sign-in form', () => {
  it.each([
    [{}, {}],
    [{ email: ' ana@sol.mx ' }, {}],
    [{ relayUrl: 'http://127.0.0.1:4370' }, {}],
    [{ email: '' }, { email: 'missing' }],
    [{ email: 'ana' }, { email: 'notAnAddress' }],
    [{ password: '' }, { password: 'missing' }],
    [{ relayUrl: ' ' }, { relayUrl: 'missing' }],
    [{ relayUrl: 'relay.example' }, { relayUrl: 'notAnAddress' }],
    [{ relayUrl: 'ftp://relay.example' }, { relayUrl: 'notAnAddress' }],
    [
      { email: '', password: '' },
      { email: 'missing', password: 'missing' },
    ],
  ])('with %j finds %j', (given, problems) => {
    expect(checkSignIn({ ...right, ...given })).toEqual(problems);
  });

  it('shows a refusal at the field that it is about', () => {
    expect(fieldOfRefusal('wrong_credentials')).toBe('password');
    expect(fieldOfRefusal('relay_unreachable')).toBe('relayUrl');
    expect(fieldOfRefusal('too_many_attempts')).toBeNull();
  });
});
