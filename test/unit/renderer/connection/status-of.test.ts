import { describe, expect, it } from 'vitest';
import { PATIENCE, statusOf } from '../../../../renderer/features/connection/status-of.ts';
import { connectionState } from '../../../../shared/contract/bridge.ts';

const LONG = 60_000;
const connection = (part: Readonly<Record<string, unknown>>) =>
  connectionState.parse({ state: 'online', since: 7, waiting: 0, loading: null, ...part });

describe('the status line', () => {
  it.each([
    ['online', {}],
    ['signed out', { state: 'signed_out' }],
    ['a session that ended: the sign-in form says so', { state: 'session_ended' }],
    ['a copy that was removed: the sign-in form says so', { state: 'wiped' }],
    ['a load that is done', { loading: { messages: 9, done: true } }],
  ])('is not there for %s', (_, part) => {
    expect(statusOf(connection(part), true, LONG, false)).toBeNull();
  });

  it('says since when it is offline and how much waits', () => {
    expect(statusOf(connection({ state: 'offline', waiting: 3 }), true, 0, false)).toEqual({
      kind: 'offline',
      tone: 'warning',
      since: 7,
      waiting: 3,
    });
  });

  it.each(['client_too_old', 'relay_too_old', 'tenant_suspended'])(
    'says %s at once, and what waits for it',
    (state) => {
      expect(statusOf(connection({ state, waiting: 2 }), true, 0, false)).toEqual({
        kind: state,
        tone: 'failed',
        waiting: 2,
      });
    },
  );

  it('speaks of connecting and loading only when they last', () => {
    const connecting = connection({ state: 'connecting' });
    expect(statusOf(connecting, true, PATIENCE.connecting - 1, false)).toBeNull();
    expect(statusOf(connecting, true, PATIENCE.connecting, false)).toMatchObject({
      kind: 'connecting',
    });
    const loading = connection({ loading: { messages: 120, done: false } });
    expect(statusOf(loading, true, PATIENCE.loading - 1, false)).toBeNull();
    expect(statusOf(loading, true, PATIENCE.loading, false)).toMatchObject({ messages: 120 });
  });

  it('says before anything else that the core is gone', () => {
    expect(statusOf(connection({ state: 'offline' }), false, 0, false)).toMatchObject({
      kind: 'core_gone',
    });
  });

  it.each(['cache_damaged', 'cache_newer'])('says %s until the person has read it', (notice) => {
    const loading = connection({ notice, loading: { messages: 120, done: false } });
    expect(statusOf(loading, true, 0, false)).toEqual({
      kind: notice,
      tone: 'quiet',
      isDone: false,
    });
    const loaded = connection({ notice });
    expect(statusOf(loaded, true, 0, false)).toMatchObject({ kind: notice, isDone: true });
    expect(statusOf(loaded, true, 0, true)).toBeNull();
    expect(statusOf(connection({ notice, state: 'offline' }), true, 0, false)).toMatchObject({
      kind: 'offline',
    });
  });
});
