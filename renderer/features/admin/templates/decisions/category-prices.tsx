import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../../bridge/records.ts';
import { type Amount, useMoney } from '../../../spend/use-money.ts';
import css from './decisions.module.css';

/** What the other category costs more, in the markets of the company's own customers. */
export function CategoryPrices() {
  const { t } = useTranslation('decisions');
  const { t: words } = useTranslation('library');
  const money = useMoney();
  const { data } = useAsk('templates.categoryPrices', {});
  if (data === undefined || data.markets.length === 0) return null;
  const told = (amount: Amount | null) => (amount === null ? t('prices.unknown') : money(amount));
  return (
    <div className={css['prices']}>
      <table>
        <caption>{t('prices.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('prices.market')}</th>
            <th scope="col">{words('category.utility')}</th>
            <th scope="col">{words('category.marketing')}</th>
            <th scope="col">{t('prices.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {data.markets.map(({ market, utility, marketing }) => (
            <tr key={market}>
              <th scope="row">{market}</th>
              <td>{told(utility)}</td>
              <td>{told(marketing)}</td>
              <td>
                {told(
                  utility === null || marketing === null
                    ? null
                    : { ...marketing, micro: marketing.micro - utility.micro },
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
