import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { Shortcut } from '../ui/shortcut.tsx';
import css from './nothing-open.module.css';

/** What stands in the middle while no conversation is open. */
export function NothingOpen() {
  const { t } = useTranslation('app');
  return (
    <EmptyState icon={<MessagesSquare size={20} />} title={t('nothingOpen.title')}>
      <span className={css['keys']}>
        <span className={css['line']}>
          <Shortcut keys="J" />
          <Shortcut keys="K" />
          {t('nothingOpen.move')}
        </span>
        <span className={css['line']}>
          <Shortcut keys="Enter" />
          {t('nothingOpen.open')}
        </span>
      </span>
    </EmptyState>
  );
}
