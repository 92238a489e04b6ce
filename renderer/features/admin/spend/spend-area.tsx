import { Scale } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Reconciliation } from './reconciliation.tsx';
import { SpendScreen } from './spend-screen.tsx';

/** What was spent, or what the provider says of it. */
export function SpendArea() {
  const { t } = useTranslation('spend');
  const [isComparing, setComparing] = useState(false);
  if (isComparing) return <Reconciliation onBack={() => setComparing(false)} />;
  return (
    <SpendScreen
      compare={
        <Button icon={<Scale size={16} aria-hidden />} onPress={() => setComparing(true)}>
          {t('books.open')}
        </Button>
      }
    />
  );
}
