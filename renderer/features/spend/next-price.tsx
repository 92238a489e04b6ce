import { useTranslation } from 'react-i18next';
import type { ConversationId, TemplateId } from '../../../shared/contract/ids.ts';
import type { ReadValue } from '../../../shared/contract/reads.ts';
import { useAsk } from '../../bridge/records.ts';
import { Hint } from '../../ui/tooltip.tsx';
import css from './next-price.module.css';
import { useScopeWords } from './scope-words.ts';
import { useMoney } from './use-money.ts';

export interface NextPriceProps {
  readonly conversationId: ConversationId;
  /** Null: a text. */
  readonly templateId: TemplateId | null;
  /** Parts of an SMS; 1 for everything else. */
  readonly segments: number;
  /** What is said as long as the price is not there. */
  readonly otherwise: string;
}

type Next = ReadValue<'price.next'>;

/** What the message would cost, how many free ones are left, and all the rest where one looks closer. */
export function NextPrice(props: NextPriceProps) {
  const { t } = useTranslation('spend');
  const money = useMoney();
  const scopeWords = useScopeWords();
  const { conversationId, templateId, segments } = props;
  const { data, error } = useAsk('price.next', { conversationId, templateId, segments });
  if (data === undefined || error !== null) return props.otherwise;
  const { market, category, parts, budget } = data;
  const isOver = budget !== null && budget.left.micro < 0;
  const left =
    budget === null || templateId === null ? [] : [t('next.left', { amount: money(budget.left) })];
  const short = isOver ? t('next.over') : [priceWords(data), ...left].join(' · ');
  const details = [
    `${t(`category.${category}`)}, ${market ?? t('none.market')}`,
    ...parts.map(({ component, price: { amount, reason } }) =>
      [
        `${t(`next.component.${component}`)}:`,
        ...(amount === null ? [] : [`${money(amount)}.`]),
        t(`reason.${reason}`),
      ].join(' '),
    ),
    ...(budget === null
      ? []
      : [
          t(isOver ? 'next.overWhat' : 'next.budget', {
            budget: scopeWords(budget),
            amount: money({ ...budget.left, micro: Math.abs(budget.left.micro) }),
            period: t(`budgetNotices.period.${budget.period}`),
          }),
        ]),
  ].join('\n');
  return (
    <Hint text={details} className={css[isOver ? 'over' : 'price'] ?? ''} placement="top">
      {short}
    </Hint>
  );

  function priceWords({ total, allowanceLeft }: Next): string {
    if (total === null) return t('next.unknown');
    if (total.micro === 0) return t('next.free');
    const amount = money(total);
    return allowanceLeft === null || allowanceLeft === 0
      ? t('next.known', { amount })
      : t('next.allowance', { amount, left: allowanceLeft });
  }
}
