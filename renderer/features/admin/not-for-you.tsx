import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';

/** In place of a screen that the person's role does not open. */
export function NotForYou() {
  const { t } = useTranslation('admin');
  return (
    <EmptyState icon={<Lock size={20} />} title={t('notForYou.title')}>
      {t('notForYou.next')}
    </EmptyState>
  );
}
