import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBootstrap, useChangeSettings } from '../../bridge/context.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './settings-dialog.module.css';
import { checkThresholds } from './thresholds.ts';

/** When the window sign turns amber and red: kept as soon as both are right. */
export function ThresholdFields() {
  const { t } = useTranslation('settings');
  const { settings } = useBootstrap();
  const change = useChangeSettings();
  const [amber, setAmber] = useState(String(settings.windowAmberMinutes));
  const [red, setRed] = useState(String(settings.windowRedMinutes));
  const check = checkThresholds(amber, red);
  const errorOf = (field: 'amber' | 'red') =>
    check.ok || check.field !== field ? null : t(`window.${check.problem}`);
  const type = (nextAmber: string, nextRed: string) => {
    setAmber(nextAmber);
    setRed(nextRed);
    const next = checkThresholds(nextAmber, nextRed);
    if (next.ok) void change(next.value);
  };
  const unit = (
    <span className={css['unit']} aria-hidden="true">
      {t('window.unit')}
    </span>
  );
  return (
    <div className={css['thresholds']}>
      <TextField
        label={t('window.amber')}
        value={amber}
        onChange={(value) => type(value, red)}
        error={errorOf('amber')}
        inputMode="numeric"
        end={unit}
      />
      <TextField
        label={t('window.red')}
        value={red}
        onChange={(value) => type(amber, value)}
        error={errorOf('red')}
        inputMode="numeric"
        end={unit}
      />
    </div>
  );
}
