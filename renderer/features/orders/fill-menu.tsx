import { TextCursorInput } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { CANNED_PLACES } from '../../../shared/domain/canned-reply/fill.ts';
import { useSession } from '../../bridge/context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuSection } from '../../ui/menu.tsx';
import { cannedValues } from '../canned/canned-values.ts';
import { localeOfTemplate, orderValues } from '../../../shared/domain/order/order-values.ts';
import { useOrders } from './use-orders.ts';

/** Of so many orders, the newest, the values are offered. */
const ORDERS_OFFERED = 3;

export interface FillMenuProps {
  readonly contact: ContactRecord;
  /** The template's, such as `es_MX`: amounts and days are written in it. */
  readonly language: string;
  /** The variable that is filled, as the person sees it. */
  readonly name: string;
  readonly onFill: (value: string) => void;
}

/** Room that a value has at the end of its line, in characters: its name stays readable. */
const VALUE_LENGTH = 26;

function shortened(text: string): string {
  return text.length <= VALUE_LENGTH ? text : `${text.slice(0, VALUE_LENGTH - 1)}…`;
}

/** Fills a variable from the contact or from one of their last orders. */
export function FillMenu(props: FillMenuProps) {
  const { t } = useTranslation('orders');
  const session = useSession();
  const { data } = useOrders(props.contact.id);
  const values = cannedValues(props.contact, session);
  const locale = localeOfTemplate(props.language);
  return (
    <Menu
      label={t('fill.of', { name: props.name })}
      placement="top end"
      trigger={
        <IconButton
          size="small"
          label={t('fill.of', { name: props.name })}
          icon={<TextCursorInput size={16} aria-hidden />}
        />
      }
    >
      {(data?.kept?.orders ?? []).slice(0, ORDERS_OFFERED).map((order) => (
        <MenuSection key={order.id} title={t('order', { number: order.number })}>
          {orderValues(order, locale).map(({ key, text }) => (
            <MenuItem
              key={key}
              textValue={t(`values.${key}`)}
              end={shortened(text)}
              onAction={() => props.onFill(text)}
            >
              {t(`values.${key}`)}
            </MenuItem>
          ))}
        </MenuSection>
      ))}
      <MenuSection title={t('fill.who')}>
        {CANNED_PLACES.map((key) => {
          const text = values[key];
          return (
            <MenuItem
              key={key}
              textValue={t(`values.${key}`)}
              end={text === null ? t('fill.unknown') : shortened(text)}
              isDisabled={text === null}
              onAction={() => props.onFill(text ?? '')}
            >
              {t(`values.${key}`)}
            </MenuItem>
          );
        })}
      </MenuSection>
    </Menu>
  );
}
