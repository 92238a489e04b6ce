import { settings, type Settings } from '../../../shared/contract/bridge.ts';

/** Why a pair of thresholds cannot be kept. */
type ThresholdProblem = 'amberRange' | 'redRange' | 'redAboveAmber';

export type ThresholdCheck =
  | {
      readonly ok: true;
      readonly value: Pick<Settings, 'windowAmberMinutes' | 'windowRedMinutes'>;
    }
  | { readonly ok: false; readonly field: 'amber' | 'red'; readonly problem: ThresholdProblem };

const whole = (text: string) => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN);

/**
 * Checks what was typed for the two thresholds of the window sign.
 *
 * @param amber minutes as typed
 * @param red minutes as typed; it must lie below amber
 */
export function checkThresholds(amber: string, red: string): ThresholdCheck {
  const windowAmberMinutes = settings.shape.windowAmberMinutes.safeParse(whole(amber));
  if (!windowAmberMinutes.success) return { ok: false, field: 'amber', problem: 'amberRange' };
  const windowRedMinutes = settings.shape.windowRedMinutes.safeParse(whole(red));
  if (!windowRedMinutes.success) return { ok: false, field: 'red', problem: 'redRange' };
  if (windowRedMinutes.data >= windowAmberMinutes.data) {
    return { ok: false, field: 'red', problem: 'redAboveAmber' };
  }
  return {
    ok: true,
    value: {
      windowAmberMinutes: windowAmberMinutes.data,
      windowRedMinutes: windowRedMinutes.data,
    },
  };
}
