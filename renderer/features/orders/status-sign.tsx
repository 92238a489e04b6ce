import { Ban, CircleCheck, CircleDashed, ClipboardCheck, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OrderContent } from '../../../shared/contract/order.ts';
import css from './orders.module.css';

const ICONS = {
  open: CircleDashed,
  confirmed: ClipboardCheck,
  shipped: Truck,
  delivered: CircleCheck,
  cancelled: Ban,
} as const satisfies Record<OrderContent['status'], unknown>;

/** How far an order is, as icon and word. */
export function OrderStatus(props: { readonly status: OrderContent['status'] }) {
  const { t } = useTranslation('orders');
  const Icon = ICONS[props.status];
  return (
    <span className={css['status']}>
      <Icon size={16} aria-hidden />
      {t(`status.${props.status}`)}
    </span>
  );
}
