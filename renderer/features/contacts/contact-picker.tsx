import type { ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { formatPhone } from '../../../shared/domain/contact/phone.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { meansFirst } from '../../ui/enter-first.ts';
import { TextField } from '../../ui/text-field.tsx';
import css from './contact-picker.module.css';
import { useContacts } from './use-contacts.ts';

/** So many are offered; whoever is not among them is found by another word. */
const MOST = 8;

export interface ContactPickerProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onContact: (contact: ContactRecord) => void;
  /** Who cannot be meant. */
  readonly without?: ContactRecord['id'];
  /** Another thing that can be chosen, above the contacts; null: nothing. */
  readonly other?: {
    readonly words: string;
    readonly icon: ReactNode;
    readonly onChoose: () => void;
  } | null;
}

/** Finds one contact by typing, and chooses it by a key or a click. */
export function ContactPicker(props: ContactPickerProps) {
  const { t } = useTranslation('contacts');
  const found = useContacts({ text: props.text, tagId: null, ownerId: null }, 'name');
  const contacts = (found.contacts ?? []).filter(({ id }) => id !== props.without).slice(0, MOST);
  const other = props.other ?? null;
  return (
    <Autocomplete
      inputValue={props.text}
      onInputChange={(text) => props.onText(text.slice(0, 200))}
      // What is found comes a moment later: the first line of before is gone by then.
      disableAutoFocusFirst
    >
      <div
        onKeyDownCapture={(event) => {
          const [first] = contacts;
          if (!meansFirst(event)) return;
          if (other !== null) other.onChoose();
          else if (first !== undefined) props.onContact(first);
          else return;
          event.preventDefault();
        }}
      >
        <TextField type="search" label={props.label} placeholder={t('searchHint')} autoFocus />
      </div>
      <ListBox
        className={css['list'] ?? ''}
        aria-label={t('listLabel')}
        renderEmptyState={() => (
          <p className={css['empty']}>{found.contacts === null ? t('loading') : t('notFound')}</p>
        )}
      >
        {other === null ? null : (
          <ListBoxItem
            id="other"
            textValue={other.words}
            className={css['item'] ?? ''}
            onAction={other.onChoose}
          >
            <span className={css['icon']}>{other.icon}</span>
            {other.words}
          </ListBoxItem>
        )}
        {contacts.map((contact) => (
          <ListBoxItem
            key={contact.id}
            id={contact.id}
            textValue={contact.name}
            className={css['item'] ?? ''}
            onAction={() => props.onContact(contact)}
          >
            <Avatar name={contact.name} size={32} />
            <ContactLines contact={contact} />
          </ListBoxItem>
        ))}
      </ListBox>
    </Autocomplete>
  );
}

/** Who somebody is, in two lines. */
export function ContactLines(props: { readonly contact: ContactRecord }) {
  const { t } = useTranslation('contacts');
  const { name, company, phone, whatsappUserId } = props.contact;
  const reached = phone === null ? (whatsappUserId ?? t('noNumber')) : formatPhone(phone);
  return (
    <span className={css['lines']}>
      <bdi className={css['name']}>{name}</bdi>
      <bdi className={css['quiet']}>
        {[company === name ? null : company, reached].filter((words) => words !== null).join(' · ')}
      </bdi>
    </span>
  );
}
