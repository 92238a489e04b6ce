import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { announce, announceFailure } from '../../ui/toasts.tsx';
import css from './told-once.module.css';

/** A link or a secret that is shown this one time, and copied. */
export function ToldOnce(props: { readonly label: string; readonly text: string }) {
  const { t } = useTranslation('admin');
  const copy = () => {
    navigator.clipboard.writeText(props.text).then(
      () => announce(t('once.copied')),
      () => announceFailure(t('once.copyFailed'), t('once.copyFailedNext')),
    );
  };
  return (
    <div className={css['once']}>
      <p className={css['label']}>{props.label}</p>
      <code className={css['text']}>{props.text}</code>
      <p className={css['why']}>{t('once.why')}</p>
      <Button
        className={css['copy'] ?? ''}
        variant="primary"
        icon={<Copy size={16} aria-hidden />}
        onPress={copy}
      >
        {t('once.copy')}
      </Button>
    </div>
  );
}
