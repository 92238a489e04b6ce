import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../conversation/use-formats.ts';
import css from './as-of.module.css';

/** That the figures are those of then, as the relay cannot be reached. */
export function AsOf({ at }: { readonly at: number }) {
  const { t } = useTranslation('spend');
  const formats = useFormats();
  return (
    <p className={css['line']} role="status">
      <CloudOff size={16} aria-hidden />
      {t('asOf', { when: formats.exact(at) })}
    </p>
  );
}
