import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { dateFormat } from '../../../i18n/date-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { useMoney } from '../../spend/use-money.ts';
import css from './day-chart.module.css';

const WIDTH = 720;
const HEIGHT = 120;
const GAP = 3;

export type DayChartProps = Pick<
  ReadValue<'spend.month'>,
  'month' | 'currency' | 'days' | 'forecast'
> & {
  /** Shows the same as a table. */
  readonly onTable: () => void;
};

function daysIn(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
}

/** What each day of a month cost, as bars, and what the month will come to. */
export function DayChart(props: DayChartProps) {
  const { t } = useTranslation('spend');
  const locale = useLocale();
  const format = useMoney();
  const { month, currency, days, forecast } = props;
  const money = (micro: number) => format({ micro, currency });
  const date = dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const nameOf = (day: string) => date.format(Date.parse(`${day}T00:00:00Z`));
  const count = daysIn(month);
  const costs = new Map(days.map(({ day, micro }) => [day, micro]));
  const most = Math.max(1, ...costs.values());
  const dearest = days.toSorted((one, other) => other.micro - one.micro)[0];
  const step = WIDTH / count;
  return (
    <figure className={css['chart']}>
      <figcaption className={css['head']}>
        <span className={css['words']}>
          {forecast === null
            ? t('chart.noForecast')
            : t('chart.forecast', {
                likely: money(forecast.likely),
                low: money(forecast.low),
                high: money(forecast.high),
              })}
        </span>
        <button type="button" className={css['table']} onClick={props.onTable}>
          {t('chart.asTable')}
        </button>
      </figcaption>
      <svg
        className={css['bars']}
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`}
        role="img"
        aria-label={
          dearest === undefined
            ? t('chart.nothing')
            : t('chart.words', {
                count: days.length,
                day: nameOf(dearest.day),
                amount: money(dearest.micro),
              })
        }
      >
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className={css['ground']} />
        {Array.from({ length: count }, (_, index) => {
          const day = `${month}-${String(index + 1).padStart(2, '0')}`;
          const micro = Math.max(0, costs.get(day) ?? 0);
          const height = (micro / most) * (HEIGHT - 4);
          return (
            <g key={day}>
              <title>{t('chart.day', { day: nameOf(day), amount: money(micro) })}</title>
              <rect x={index * step} y={0} width={step} height={HEIGHT} className={css['room']} />
              <rect
                x={index * step + GAP / 2}
                y={HEIGHT - height}
                width={step - GAP}
                height={height}
                rx="2"
                className={css['bar']}
              />
              {index % 5 === 0 ? (
                <text x={index * step + step / 2} y={HEIGHT + 14} className={css['label']}>
                  {index + 1}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
