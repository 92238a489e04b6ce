import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useBootstrap, useChangeSettings } from '../../bridge/context.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { isApple } from '../../ui/shortcut-keys.ts';
import css from './settings-dialog.module.css';
import { ThresholdFields } from './threshold-fields.tsx';

/** What a person may set for themselves. Every change counts at once. */
export function SettingsDialog(props: { readonly onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { settings, version } = useBootstrap();
  const change = useChangeSettings();
  return (
    <Dialog title={t('title')} isOpen onClose={props.onClose}>
      <div className={css['sections']}>
        <section className={css['section']} aria-labelledby="settings-look">
          <h3 id="settings-look" className={css['heading']}>
            {t('look.title')}
          </h3>
          <Choice
            label={t('theme.label')}
            value={settings.theme}
            onChange={(theme) => void change({ theme })}
            options={[
              {
                value: 'system',
                label: t('theme.system'),
                icon: <Monitor size={16} aria-hidden />,
              },
              { value: 'light', label: t('theme.light'), icon: <Sun size={16} aria-hidden /> },
              { value: 'dark', label: t('theme.dark'), icon: <Moon size={16} aria-hidden /> },
            ]}
          />
          <Choice
            label={t('density.label')}
            value={settings.density}
            onChange={(density) => void change({ density })}
            options={[
              { value: 'comfortable', label: t('density.comfortable') },
              { value: 'compact', label: t('density.compact') },
            ]}
          />
        </section>
        <section className={css['section']} aria-labelledby="settings-writing">
          <h3 id="settings-writing" className={css['heading']}>
            {t('writing.title')}
          </h3>
          <Choice
            label={t('send.label')}
            value={settings.sendWith}
            onChange={(sendWith) => void change({ sendWith })}
            options={[
              { value: 'enter', label: t('send.enter') },
              {
                value: 'mod-enter',
                label: t(isApple(navigator.platform) ? 'send.command' : 'send.control'),
              },
            ]}
          />
          <p className={css['hint']}>{t(`send.hint.${settings.sendWith}`)}</p>
        </section>
        <section className={css['section']} aria-labelledby="settings-window">
          <h3 id="settings-window" className={css['heading']}>
            {t('window.title')}
          </h3>
          <p className={css['hint']}>{t('window.hint')}</p>
          <ThresholdFields />
          <Choice
            label={t('window.alerts')}
            value={settings.windowAlerts ? 'on' : 'off'}
            onChange={(value) => void change({ windowAlerts: value === 'on' })}
            options={[
              { value: 'on', label: t('window.on') },
              { value: 'off', label: t('window.off') },
            ]}
          />
          <p className={css['hint']}>{t('window.alertsHint')}</p>
        </section>
        <p className={css['version']}>{t('version', { version })}</p>
      </div>
    </Dialog>
  );
}
