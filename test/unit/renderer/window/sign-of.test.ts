import { describe, expect, it } from 'vitest';
import { signOf } from '../../../../renderer/features/window/sign-of.ts';
import {
  GUARD_BAND_MS,
  SERVICE_WINDOW_MS,
} from '../../../../shared/domain/window/service-window.ts';

const MINUTE = 60_000;
const START = 1_790_000_000_000;
const CLOSES = START + SERVICE_WINDOW_MS - GUARD_BAND_MS;
const thresholds = { windowAmberMinutes: 240, windowRedMinutes: 30 };
const conversation = { channel: 'whatsapp', lastInboundAt: START } as const;

describe('the window sign', () => {
  it.each([
    ['at the start', START, 'open'],
    ['4 h before the end', CLOSES - 240 * MINUTE, 'open'],
    ['just under 4 h', CLOSES - 240 * MINUTE + 1, 'closing'],
    ['30 min before the end', CLOSES - 30 * MINUTE, 'closing'],
    ['just under 30 min', CLOSES - 30 * MINUTE + 1, 'urgent'],
    ['one ms before the end', CLOSES - 1, 'urgent'],
    ['at the end', CLOSES, 'closed'],
    ['a day later', CLOSES + 1440 * MINUTE, 'closed'],
  ])('%s', (_, now, level) => {
    expect(signOf(conversation, thresholds, now)?.level).toBe(level);
  });

  it('follows the thresholds that the person has set', () => {
    const own = { windowAmberMinutes: 600, windowRedMinutes: 300 };
    expect(signOf(conversation, own, CLOSES - 400 * MINUTE)?.level).toBe('closing');
    expect(signOf(conversation, own, CLOSES - 200 * MINUTE)?.level).toBe('urgent');
  });

  it('names the moment at which the window closes or closed', () => {
    expect(signOf(conversation, thresholds, START)?.moment).toBe(CLOSES);
    expect(signOf(conversation, thresholds, CLOSES + 1)?.moment).toBe(CLOSES);
  });

  it('empties the ring as the time goes, never before the end', () => {
    const rings = [START, CLOSES - 720 * MINUTE, CLOSES - MINUTE, CLOSES].map(
      (now) => signOf(conversation, thresholds, now)?.ring ?? Number.NaN,
    );
    expect(rings[0]).toBe(1);
    expect(rings[1]).toBe(0.5);
    expect(rings[2]).toBeGreaterThan(0);
    expect(rings[3]).toBe(0);
  });

  it('says that there was never a window, and has none for SMS', () => {
    const never = { channel: 'whatsapp', lastInboundAt: null } as const;
    expect(signOf(never, thresholds, START)).toMatchObject({ level: 'none', moment: null });
    expect(signOf({ channel: 'sms', lastInboundAt: START }, thresholds, START)).toBeNull();
  });
});
