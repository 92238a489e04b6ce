import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { Button } from '../../../ui/button.tsx';
import { useMoney } from '../../spend/use-money.ts';
import { BudgetDialog } from './budget-dialog.tsx';
import css from './spend-screen.module.css';

export type PeriodSpend = ReadValue<'spend.month'>['periods'][number];

export interface PeriodCardProps {
  readonly spend: PeriodSpend;
  readonly currency: string;
  readonly onChanged: () => void;
}

/** What a day, a week or a month has cost, and how much of its budget that is. */
export function PeriodCard(props: PeriodCardProps) {
  const { t } = useTranslation('spend');
  const format = useMoney();
  const [isOpen, setOpen] = useState(false);
  const { spend, currency } = props;
  const { period, spent, reserved, cap, operatorCap } = spend;
  const money = (micro: number) => format({ micro, currency });
  const used = spent + reserved;
  const caps = [cap, operatorCap].filter((each) => each !== null);
  const least = caps.length === 0 ? null : Math.min(...caps);
  const share = least === null ? 0 : Math.min(1, least === 0 ? 1 : used / least);
  const name = t(`period.${period}`);
  return (
    <section className={css['card']} aria-label={name}>
      <div className={css['head']}>
        <h3 className={css['name']}>{name}</h3>
        <Button size="small" variant="quiet" onPress={() => setOpen(true)}>
          {t(cap === null ? 'setBudget' : 'change')}
        </Button>
      </div>
      <p className={css['amount']}>{money(used)}</p>
      {least === null ? null : (
        <div className={css['meter']} aria-hidden="true">
          <div
            className={css['fill']}
            data-reached={share === 1}
            style={{ inlineSize: `${String(share * 100)}%` }}
          />
        </div>
      )}
      <p className={css['quiet']}>
        {cap === null ? t('noCap') : t('ofCap', { cap: money(cap) })}
        {reserved === 0
          ? null
          : ` · ${t('spentAndReserved', { spent: money(spent), reserved: money(reserved) })}`}
      </p>
      {operatorCap === null ? null : (
        <p className={css['quiet']}>{t('operatorCap', { cap: money(operatorCap) })}</p>
      )}
      {share === 1 ? <p className={css['reached']}>{t('reached')}</p> : null}
      {isOpen ? (
        <BudgetDialog
          period={period}
          cap={cap}
          currency={currency}
          onClose={() => setOpen(false)}
          onChanged={props.onChanged}
        />
      ) : null}
    </section>
  );
}
