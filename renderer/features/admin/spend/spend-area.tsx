import { BadgeDollarSign, PiggyBank, Scale } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { BudgetsScreen } from './budgets/budgets-screen.tsx';
import { RatesScreen } from './rates/rates-screen.tsx';
import { Reconciliation } from './reconciliation.tsx';
import { SpendScreen } from './spend-screen.tsx';

/** What was spent, the budgets that hold it, or what the provider says of it. */
export function SpendArea() {
  const { t } = useTranslation('spend');
  const [part, setPart] = useState<'books' | 'budgets' | 'rates' | null>(null);
  const back = () => setPart(null);
  if (part === 'books') return <Reconciliation onBack={back} />;
  if (part === 'budgets') return <BudgetsScreen onBack={back} />;
  if (part === 'rates') return <RatesScreen onBack={back} />;
  return (
    <SpendScreen
      compare={
        <>
          <Button icon={<PiggyBank size={16} aria-hidden />} onPress={() => setPart('budgets')}>
            {t('budgets.open')}
          </Button>
          <Button icon={<Scale size={16} aria-hidden />} onPress={() => setPart('books')}>
            {t('books.open')}
          </Button>
          <Button icon={<BadgeDollarSign size={16} aria-hidden />} onPress={() => setPart('rates')}>
            {t('rates.open')}
          </Button>
        </>
      }
    />
  );
}
