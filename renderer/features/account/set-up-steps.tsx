import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SecondStepSetUp } from '../../../shared/contract/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { announce, announceFailure } from '../../ui/toasts.tsx';
import css from './account.module.css';

/** What an authenticator app is to be told, and the codes to be put away; before the first code. */
export function SetUpSteps(props: { readonly setUp: SecondStepSetUp }) {
  const { t } = useTranslation('account');
  const { uri, backupCodes } = props.setUp;
  const secret = URL.canParse(uri) ? (new URL(uri).searchParams.get('secret') ?? '') : '';
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => announce(t('copied')),
      () => announceFailure(t('copyFailed'), t('copyFailedNext')),
    );
  };
  return (
    <>
      <section className={css['part']} aria-labelledby="set-up-app">
        <h2 id="set-up-app" className={css['heading']}>
          {t('setUp.app')}
        </h2>
        <p className={css['quiet']}>{t('setUp.scan')}</p>
        <QrCode text={uri} label={t('setUp.qr')} />
        <p className={css['quiet']}>{t('setUp.type')}</p>
        <code className={css['secret']}>{secret}</code>
      </section>
      <section className={css['part']} aria-labelledby="set-up-codes">
        <h2 id="set-up-codes" className={css['heading']}>
          {t('setUp.backup')}
        </h2>
        <p className={css['quiet']}>{t('setUp.backupWhy')}</p>
        <ul className={css['codes']}>
          {backupCodes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <Button
          className={css['start'] ?? ''}
          icon={<Copy size={16} aria-hidden />}
          onPress={() => copy(backupCodes.join('\n'))}
        >
          {t('setUp.copyCodes')}
        </Button>
      </section>
    </>
  );
}
