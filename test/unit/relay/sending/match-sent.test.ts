import { describe, expect, it } from 'vitest';
import type { ProviderMessage } from '../../../../relay/providers/provider.ts';
import { type Claimant, matchSent } from '../../../../relay/services/sending/match-sent.ts';

const CALL = Date.UTC(2026, 10, 22, 12);

function inBooks(providerSid: string, change: Partial<ProviderMessage> = {}): ProviderMessage {
  return {
    providerSid,
    direction: 'outbound',
    body: 'ok',
    status: 'accepted',
    errorCode: null,
    createdAt: CALL + 500,
    price: null,
    ...change,
  };
}

function called(messageId: string, calledAt = CALL, body: string | null = 'ok'): Claimant {
  return { messageId, calledAt, body };
}

const none = new Set<string>();

describe('a send is found in the provider’s books', () => {
  it('by its text, since its call', () => {
    const books = [
      inBooks('SM1', { body: 'other' }),
      inBooks('SM2', { direction: 'inbound' }),
      inBooks('SM3', { createdAt: CALL - 5001 }),
      inBooks('SM4'),
    ];
    expect(matchSent(books, none, called('a'), [])?.providerSid).toBe('SM4');
  });

  it('though the provider’s clock is behind and its dates are whole seconds', () => {
    const books = [inBooks('SM1', { createdAt: CALL - 4000 })];
    expect(matchSent(books, none, called('a'), [])?.providerSid).toBe('SM1');
  });

  it('though it is a file without a caption', () => {
    const books = [inBooks('SM1'), inBooks('MM2', { body: null })];
    expect(matchSent(books, none, called('a', CALL, null), [])?.providerSid).toBe('MM2');
    expect(matchSent(books, none, called('a', CALL, null), [called('b', CALL, null)])).toBeNull();
  });

  it('but not where it came about after the call was over', () => {
    const books = [inBooks('SM1', { createdAt: CALL + 30_001 })];
    expect(matchSent(books, none, called('a'), [])).toBeNull();
  });

  it('but not where the message belongs to another already', () => {
    expect(matchSent([inBooks('SM1')], new Set(['SM1']), called('a'), [])).toBeNull();
  });
});

describe('two unresolved sends of the same text', () => {
  const first = called('a');
  const second = called('b', CALL + 61_000);

  it('are not told apart by one message', () => {
    const books = [inBooks('SM1', { createdAt: CALL + 61_500 })];
    expect(matchSent(books, none, second, [first])).toBeNull();
    expect(matchSent(books, none, first, [second])).toBeNull();
  });

  it('are told apart by their order when both are there', () => {
    const books = [inBooks('SM2', { createdAt: CALL + 61_500 }), inBooks('SM1')];
    expect(matchSent(books, none, second, [first])?.providerSid).toBe('SM2');
    expect(matchSent(books, none, first, [second])?.providerSid).toBe('SM1');
  });

  it('are told apart by the provider’s dates where one was called much later', () => {
    const later = called('b', CALL + 3_600_000);
    const books = [inBooks('SM2', { createdAt: CALL + 3_600_500 })];
    expect(matchSent(books, none, later, [first])?.providerSid).toBe('SM2');
    // The first one is looked for late as well, when the second is in the books already.
    expect(matchSent(books, none, first, [later])).toBeNull();
  });

  it('are not exchanged where a message of the same text lies between them', () => {
    const books = [
      inBooks('SM1', { createdAt: CALL + 61_200 }),
      inBooks('SM2', { createdAt: CALL + 61_500 }),
    ];
    expect(matchSent(books, none, first, [second])).toBeNull();
  });

  it('do not matter to a send of another text', () => {
    expect(matchSent([inBooks('SM1')], none, first, [called('b', CALL, 'x')])?.providerSid).toBe(
      'SM1',
    );
  });
});
