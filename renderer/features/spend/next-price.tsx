import { useTranslation } from 'react-i18next';
import type { ConversationId, TemplateId } from '../../../shared/contract/ids.ts';
import { useAsk } from '../../bridge/records.ts';
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

/** What the message would cost, and how many free ones are left. */
export function NextPrice(props: NextPriceProps) {
  const { t } = useTranslation('spend');
  const money = useMoney();
  const { conversationId, templateId, segments } = props;
  const { data, error } = useAsk('price.next', { conversationId, templateId, segments });
  if (data === undefined || error !== null) return props.otherwise;
  const { total, allowanceLeft, parts } = data;
  const why = parts.map(({ price }) => t(`reason.${price.reason}`)).join(' · ');
  const words = () => {
    if (total === null) return t('next.unknown');
    if (total.micro === 0) return t('next.free');
    const amount = money(total);
    return allowanceLeft === null || allowanceLeft === 0
      ? t('next.known', { amount })
      : t('next.allowance', { amount, left: allowanceLeft });
  };
  return <span title={why}>{words()}</span>;
}
