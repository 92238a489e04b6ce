import { Ban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { formatPhone } from '../../../shared/domain/contact/phone.ts';
import { Avatar } from '../../ui/avatar.tsx';
import rowCss from '../inbox/inbox-row.module.css';
import css from './contact-row.module.css';

export interface ContactRowProps {
  readonly id: string;
  readonly contact: ContactRecord;
  readonly density: 'comfortable' | 'compact';
  readonly position: number;
  /** How many rows there are; -1: more than are known. */
  readonly setSize: number;
  readonly isOpen: boolean;
  readonly isCursor: boolean;
  readonly onOpen: (id: ContactId) => void;
}

/** One contact in the list: who, and how they are reached. */
export function ContactRow(props: ContactRowProps) {
  const { t } = useTranslation('contacts');
  const { contact, density } = props;
  const { company, name, optIn, phone, whatsappUserId } = contact;
  const isOut = optIn.whatsapp === 'opted_out' || optIn.sms === 'opted_out';
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.isOpen}
      aria-posinset={props.position + 1}
      aria-setsize={props.setSize}
      className={rowCss['row']}
      data-density={density}
      data-open={props.isOpen || undefined}
      data-cursor={props.isCursor || undefined}
      onClick={() => props.onOpen(contact.id)}
    >
      <Avatar name={name} size={density === 'compact' ? 32 : 40} />
      <span className={rowCss['lines']}>
        <span className={rowCss['line']}>
          <span className={rowCss['title']}>
            <bdi className={rowCss['name']}>{name}</bdi>
            {company === null || company === name ? null : (
              <bdi className={rowCss['company']}>{company}</bdi>
            )}
          </span>
        </span>
        <span className={rowCss['line']}>
          <bdi className={css['address']}>
            {phone === null ? (whatsappUserId ?? t('noNumber')) : formatPhone(phone)}
          </bdi>
          {isOut ? (
            <span className={css['out']}>
              <Ban size={14} aria-hidden />
              {t('optedOut')}
            </span>
          ) : null}
        </span>
      </span>
    </div>
  );
}
