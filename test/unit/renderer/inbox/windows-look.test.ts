import { describe, expect, it } from 'vitest';
import { sortOf } from '../../../../renderer/features/inbox/sort-of.ts';
import { windowsLook } from '../../../../renderer/features/inbox/windows-look.ts';
import { windowClosesAt } from '../../../../shared/domain/window/service-window.ts';
import { anItem } from './items.ts';

const item = anItem({ lastInboundAt: 1_000_000 });
const closesAt = windowClosesAt(1_000_000) ?? 0;

describe('when a part of the inbox is asked for anew', () => {
  it('is at every minute of the relay', () => {
    expect(windowsLook([], 59_999)).not.toBe(windowsLook([], 60_000));
    expect(windowsLook([], 60_000)).toBe(windowsLook([], 119_999));
  });

  it('is at the very moment in which a window of the list closes', () => {
    expect(windowsLook([item], closesAt - 1)).not.toBe(windowsLook([item], closesAt));
  });
});

describe('the order of a part of the inbox', () => {
  it('is as chosen, but what closes next always begins with the least left', () => {
    expect(sortOf('mine', 'newest')).toBe('newest');
    expect(sortOf('mine', 'window')).toBe('window');
    expect(sortOf('closing', 'newest')).toBe('window');
  });
});
