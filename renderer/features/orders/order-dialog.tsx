import { ExternalLink as LeadsOut, PenLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptOrders } from '../../../shared/contract/bridge/orders.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { numberFormat } from '../../i18n/number-format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Copyable } from '../contact/copyable.tsx';
import { ExternalLink } from '../conversation/bubble/external-link.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import { writeAbout } from './about-order.ts';
import { dayInWords, money } from '../../../shared/domain/order/order-formats.ts';
import css from './orders.module.css';
import { OrderStatus } from './status-sign.tsx';

type Order = KeptOrders['orders'][number];

export interface OrderDialogProps {
  readonly order: Order;
  readonly stock: KeptOrders['stock'];
  /** Set where it may be old: when the relay said it, ms on its clock. */
  readonly asOf: number | null;
  readonly onClose: () => void;
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css['part']}>
      <h3 className={css['title']}>{props.title}</h3>
      {props.children}
    </section>
  );
}

function Lines({ order, stock }: Pick<OrderDialogProps, 'order' | 'stock'>) {
  const { t } = useTranslation('orders');
  const locale = useLocale();
  if (order.lines.length === 0) return <p className={css['quiet']}>{t('noLines')}</p>;
  const isDone = order.status === 'delivered' || order.status === 'cancelled';
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">{t('article')}</th>
          <th scope="col">{t('quantity')}</th>
          <th scope="col">{t('price')}</th>
        </tr>
      </thead>
      <tbody>
        {order.lines.map((line, place) => {
          const there = isDone ? undefined : stock.find(({ sku }) => sku === line.sku);
          return (
            // A line has no id, and an article may be on two.
            <tr key={`${place} ${line.sku}`}>
              <td>
                <bdi>{line.name}</bdi>
                <span className={css['sku']}>
                  <bdi>{line.sku}</bdi>
                  {there === undefined ? null : (
                    <span>
                      {there.available > 0
                        ? t('inStock', { amount: numberFormat(locale).format(there.available) })
                        : t('outOfStock')}
                      {there.available > 0 || there.expectedOn === null
                        ? null
                        : `. ${t('moreOn', { day: dayInWords(there.expectedOn, locale) })}`}
                    </span>
                  )}
                </span>
              </td>
              <td>{numberFormat(locale).format(line.quantity)}</td>
              <td>{money(line.priceMicros, order.currency, locale)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Shipments({ order }: Pick<OrderDialogProps, 'order'>) {
  const { t } = useTranslation('orders');
  const locale = useLocale();
  return (
    <ul className={css['things']}>
      {order.shipments.map((one) => (
        <li key={one.id} className={css['thing']}>
          <span className={css['line']}>
            <span>{t(`shipment.${one.state}`)}</span>
            {one.expectedOn === null ? null : (
              <span className={css['quiet']}>
                {t('expected', { day: dayInWords(one.expectedOn, locale) })}
              </span>
            )}
          </span>
          <span className={css['line']}>
            {one.carrier === null ? null : <bdi className={css['quiet']}>{one.carrier}</bdi>}
            {one.trackingNumber === null ? null : (
              <Copyable
                shown={one.trackingNumber}
                text={one.trackingNumber}
                label={t('copyTracking', { number: one.trackingNumber })}
              />
            )}
          </span>
          {one.trackingUrl?.startsWith('https:') === true ? (
            <ExternalLink className={css['link']} url={one.trackingUrl}>
              {t('track', { number: one.trackingNumber ?? one.id })}
              <LeadsOut size={16} aria-hidden />
            </ExternalLink>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Invoices({ order }: Pick<OrderDialogProps, 'order'>) {
  const { t } = useTranslation('orders');
  const locale = useLocale();
  return (
    <ul className={css['things']}>
      {order.invoices.map((one) => (
        <li key={one.number} className={css['thing']}>
          <span className={css['line']}>
            <bdi>{one.number}</bdi>
            <span className={css['total']}>{money(one.amountMicros, order.currency, locale)}</span>
          </span>
          <span className={css['quiet']} data-state={one.state}>
            {one.dueOn === null || one.state === 'paid' || one.state === 'cancelled'
              ? t(`invoice.${one.state}`)
              : `${t(`invoice.${one.state}`)}, ${t('due', { day: dayInWords(one.dueOn, locale) })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** All that is known of one order. */
export function OrderDialog(props: OrderDialogProps) {
  const { t } = useTranslation('orders');
  const locale = useLocale();
  const formats = useFormats();
  const now = useRelayNow('minute');
  const { order, asOf } = props;
  return (
    <Dialog
      isOpen
      title={t('order', { number: order.number })}
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          icon={<PenLine size={16} aria-hidden />}
          onPress={() => {
            props.onClose();
            writeAbout(order.number);
          }}
        >
          {t('write')}
        </Button>
      }
    >
      <dl className={css['facts']}>
        <dt>{t('total')}</dt>
        <dd className={css['total']}>{money(order.totalMicros, order.currency, locale)}</dd>
        <dt>{t('state')}</dt>
        <dd>
          <OrderStatus status={order.status} />
        </dd>
        <dt>{t('placedOn')}</dt>
        <dd>{dayInWords(order.placedOn, locale)}</dd>
        {order.promisedOn === null ? null : (
          <>
            <dt>{t('promisedOn')}</dt>
            <dd>{dayInWords(order.promisedOn, locale)}</dd>
          </>
        )}
        <dt>{t('changed')}</dt>
        <dd title={formats.exact(order.updatedAt)}>{formats.near(order.updatedAt, now)}</dd>
      </dl>
      <Part title={t('lines')}>
        <Lines order={order} stock={props.stock} />
      </Part>
      {order.shipments.length === 0 ? null : (
        <Part title={t('shipments')}>
          <Shipments order={order} />
        </Part>
      )}
      {order.invoices.length === 0 ? null : (
        <Part title={t('invoices')}>
          <Invoices order={order} />
        </Part>
      )}
      {asOf === null ? null : (
        <p className={css['asSeen']} title={formats.exact(asOf)}>
          {t('asSeen', { when: formats.since(asOf, now) })}
        </p>
      )}
    </Dialog>
  );
}
