import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridgeQuery } from '../../bridge/context.tsx';

/** Says in the title of the window how many conversations are unread. */
export function useUnreadTitle(): void {
  const { t } = useTranslation('inbox');
  const unread = useBridgeQuery('inbox.counts', {}).data?.unread ?? 0;
  const title = unread > 0 ? t('title.unread', { unread }) : t('title.none');
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = t('title.signedOut');
    };
  }, [title, t]);
}
