import { CircleAlert } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptOrders } from '../../../shared/contract/bridge/orders.ts';
import type { ContactId, OrderId } from '../../../shared/contract/ids.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import { dayInWords, money } from '../../../shared/domain/order/order-formats.ts';
import css from './orders.module.css';
import { OrderStatus } from './status-sign.tsx';
import { useOrders } from './use-orders.ts';

const OrderDialog = lazy(async () => ({
  default: (await import('./order-dialog.tsx')).OrderDialog,
}));

/** So many are shown before somebody asks for all. */
const SHOWN_FIRST = 4;

function OrderRow(props: {
  readonly order: KeptOrders['orders'][number];
  readonly onOpen: () => void;
}) {
  const { t } = useTranslation('orders');
  const locale = useLocale();
  const { order } = props;
  const total = money(order.totalMicros, order.currency, locale);
  const due = order.invoices.filter(({ state }) => state === 'due').length;
  const tracking = order.shipments.findLast(({ trackingNumber }) => trackingNumber !== null);
  return (
    <li>
      <button type="button" className={css['row']} aria-haspopup="dialog" onClick={props.onOpen}>
        <span className={css['line']}>
          <bdi className={css['number']}>{order.number}</bdi>
          <span className={css['total']}>{total}</span>
        </span>
        <span className={css['line']}>
          <OrderStatus status={order.status} />
          <span className={css['quiet']}>{dayInWords(order.placedOn, locale)}</span>
        </span>
        {tracking === undefined ? null : (
          <bdi className={css['more']}>
            {[tracking.carrier, tracking.trackingNumber].filter((word) => word !== null).join(' ')}
          </bdi>
        )}
        {due === 0 ? null : (
          <span className={css['due']}>
            <CircleAlert size={16} aria-hidden />
            {t('dueInvoices', { count: due })}
          </span>
        )}
      </button>
    </li>
  );
}

function Waiting() {
  const { t } = useTranslation('orders');
  return (
    <div className={css['waiting']} role="status" aria-label={t('loading')}>
      <Skeleton width="70%" />
      <Skeleton width="45%" />
    </div>
  );
}

/** The last orders of a customer; without the relay, as they were seen last. */
export function ContactOrders(props: { readonly contactId: ContactId }) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const now = useRelayNow('minute');
  const [isAll, setAll] = useState(false);
  const [openId, setOpenId] = useState<OrderId | null>(null);
  const { data } = useOrders(props.contactId);
  const orders = data?.kept?.orders ?? [];
  const open = orders.find(({ id }) => id === openId);
  const isOld = data?.state === 'unreachable' || data?.state === 'refused';

  function nothing() {
    if (data?.kept) return <p className={css['quiet']}>{t('none')}</p>;
    if (data === undefined || !isOld) return <Waiting />;
    return <p className={css['quiet']}>{t(data.state)}</p>;
  }

  return (
    <section className={css['orders']}>
      <h3 className={css['title']}>{t('title')}</h3>
      {orders.length === 0 ? (
        nothing()
      ) : (
        <ul className={css['list']} aria-label={t('title')}>
          {(isAll ? orders : orders.slice(0, SHOWN_FIRST)).map((order) => (
            <OrderRow key={order.id} order={order} onOpen={() => setOpenId(order.id)} />
          ))}
        </ul>
      )}
      {orders.length <= SHOWN_FIRST ? null : (
        <Button size="small" variant="quiet" onPress={() => setAll(!isAll)}>
          {isAll ? t('fewer') : t('all', { count: orders.length })}
        </Button>
      )}
      {isOld && data?.kept ? (
        <p className={css['asSeen']} title={formats.exact(data.kept.asOf)}>
          {t('asSeen', { when: formats.since(data.kept.asOf, now) })}
        </p>
      ) : null}
      {open === undefined || !data?.kept ? null : (
        <Suspense fallback={null}>
          <OrderDialog
            order={open}
            stock={data.kept.stock}
            asOf={isOld ? data.kept.asOf : null}
            onClose={() => setOpenId(null)}
          />
        </Suspense>
      )}
    </section>
  );
}
