import { useTranslation } from 'react-i18next';
import css from './notice-badge.module.css';
import { useBudgetNotices } from './spend/budgets/use-budget-notices.ts';
import { useNotices } from './templates/decisions/use-notices.ts';

/** How many notices wait, on the way to the admin area; nothing where there are none. */
export function NoticeBadge() {
  const { t } = useTranslation('app');
  const count = useNotices().notices.length + useBudgetNotices().notices.length;
  if (count === 0) return null;
  return (
    <span className={css['badge']} role="img" aria-label={t('notices', { count })}>
      {count > 9 ? '9+' : count}
    </span>
  );
}
