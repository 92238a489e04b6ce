import { describe, expect, it } from 'vitest';
import {
  heldUpBy,
  QUIET_MS,
  waitingOf,
} from '../../../../renderer/features/conversation/model/waiting.ts';
import { aMessage } from './a-message.ts';

const outbound = (number: number, status: string) =>
  aMessage({ number, direction: 'outbound', status });
const doubtful = outbound(2, 'sending');

describe('a message that has not gone out yet', () => {
  it('says nothing while all goes its usual way', () => {
    expect(waitingOf(outbound(3, 'queued'), null, true, QUIET_MS - 1)).toBeNull();
    expect(waitingOf(outbound(3, 'sending'), null, true, QUIET_MS - 1)).toBeNull();
    expect(waitingOf(outbound(3, 'delivered'), null, true, 60_000)).toBeNull();
    expect(waitingOf(outbound(3, 'received'), null, false, 60_000)).toBeNull();
  });

  it('says at once that it waits for the connection', () => {
    expect(waitingOf(outbound(3, 'queued'), null, false, 0)).toBe('offline');
  });

  it('says that the provider is asked, once sending lasts', () => {
    expect(waitingOf(doubtful, doubtful, true, QUIET_MS)).toBe('checking');
  });

  it('says that it waits for the one before it, and only for one before it', () => {
    expect(waitingOf(outbound(3, 'queued'), doubtful, true, QUIET_MS)).toBe('behind');
    expect(waitingOf(outbound(1, 'queued'), doubtful, true, QUIET_MS)).toBe('queued');
    expect(waitingOf(outbound(3, 'queued'), null, true, QUIET_MS)).toBe('queued');
  });

  it('waits for the first one that is being sent', () => {
    const later = outbound(4, 'sending');
    expect(heldUpBy([outbound(1, 'read'), doubtful, later])).toBe(doubtful);
    expect(heldUpBy([outbound(1, 'unconfirmed'), outbound(3, 'queued')])).toBeNull();
  });
});
