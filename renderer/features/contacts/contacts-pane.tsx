import { ArrowDownWideNarrow, CircleAlert, Plus, UserRoundX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  contactSort,
  type ContactFilter,
  type ContactSort,
} from '../../../shared/contract/bridge/contacts.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import { useBootstrap, useBridgeQuery } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { numberFormat } from '../../i18n/number-format.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import paneCss from '../inbox/inbox-pane.module.css';
import { InboxSkeleton } from '../inbox/inbox-skeleton.tsx';
import { ContactList, type ContactListHandle } from './contact-list.tsx';
import { FilesMenu } from './files-menu.tsx';
import { OwnerFilter, TagFilter } from './contact-filters.tsx';
import css from './contacts-pane.module.css';
import { useContacts } from './use-contacts.ts';

export interface ContactsPaneProps {
  readonly filter: ContactFilter;
  readonly sort: ContactSort;
  readonly openId: ContactId | null;
  /** Another number: the search field is wanted. */
  readonly wish: number;
  readonly onFilter: (filter: ContactFilter) => void;
  readonly onSort: (sort: ContactSort) => void;
  readonly onOpen: (id: ContactId) => void;
  readonly onNew: () => void;
}

/** The contacts with search, filters and how many there are. */
export function ContactsPane(props: ContactsPaneProps) {
  const { t } = useTranslation('contacts');
  const { filter, sort } = props;
  const numbers = numberFormat(useLocale());
  const count = useBridgeQuery('contacts.count', filter, { keepPrevious: true });
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<ContactListHandle>(null);
  useEffect(() => {
    if (props.wish > 0) field.current?.select();
  }, [props.wish]);
  return (
    <section className={paneCss['pane']} aria-label={t('label')}>
      <header className={paneCss['head']}>
        <h1 className={paneCss['title']}>
          {t('label')}{' '}
          <span className={paneCss['count']} aria-live="polite">
            {count.data === undefined ? '' : numbers.format(count.data.count)}
          </span>
        </h1>
        <div className={paneCss['tools']}>
          <Menu
            label={t('sort.label')}
            placement="bottom end"
            trigger={
              <IconButton
                size="small"
                label={t('sort.now', { sort: t(`sort.${sort}`) })}
                icon={<ArrowDownWideNarrow size={16} aria-hidden />}
              />
            }
          >
            {contactSort.options.map((one) => (
              <MenuItem key={one} isChosen={one === sort} onAction={() => props.onSort(one)}>
                {t(`sort.${one}`)}
              </MenuItem>
            ))}
          </Menu>
          <FilesMenu filter={filter} onContact={props.onOpen} />
          <IconButton
            size="small"
            label={t('new')}
            shortcut="N"
            placement="bottom end"
            icon={<Plus size={16} aria-hidden />}
            onPress={props.onNew}
          />
        </div>
      </header>
      <div
        className={css['filters']}
        onKeyDown={(event) => {
          if (event.target !== field.current) return;
          if (event.key === 'ArrowDown') list.current?.focus();
          else if (event.key === 'Escape' && filter.text !== '') {
            props.onFilter({ ...filter, text: '' });
          } else if (event.key === 'Escape') field.current?.blur();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <TextField
          ref={field}
          type="search"
          label={t('search')}
          labelHidden
          placeholder={t('searchHint')}
          value={filter.text}
          onChange={(text) => props.onFilter({ ...filter, text: text.slice(0, 200) })}
        />
        <div className={css['menus']}>
          <TagFilter tagId={filter.tagId} onTag={(tagId) => props.onFilter({ ...filter, tagId })} />
          <OwnerFilter
            ownerId={filter.ownerId}
            onOwner={(ownerId) => props.onFilter({ ...filter, ownerId })}
          />
        </div>
      </div>
      <div className={paneCss['body']}>
        <Content {...props} handle={list} />
      </div>
    </section>
  );
}

function Content(
  props: ContactsPaneProps & { readonly handle: React.RefObject<ContactListHandle | null> },
) {
  const { t } = useTranslation('contacts');
  const { filter, sort } = props;
  const { settings } = useBootstrap();
  const wordsOf = useRefusalWords();
  const found = useContacts(filter, sort);
  if (found.error !== null) {
    const { what, next } = wordsOf(found.error.refusal);
    return (
      <EmptyState
        icon={<CircleAlert size={20} />}
        title={what}
        action={<Button onPress={found.tryAgain}>{t('tryAgain')}</Button>}
      >
        {next}
      </EmptyState>
    );
  }
  if (found.contacts === null) return <InboxSkeleton density={settings.density} />;
  if (found.contacts.length === 0) {
    const isFiltered = filter.text !== '' || filter.tagId !== null || filter.ownerId !== null;
    return isFiltered ? (
      <EmptyState
        icon={<UserRoundX size={20} />}
        title={t('notFound')}
        action={
          <Button onPress={() => props.onFilter({ text: '', tagId: null, ownerId: null })}>
            {t('showAll')}
          </Button>
        }
      >
        {t('notFoundNext')}
      </EmptyState>
    ) : (
      <EmptyState
        icon={<UserRoundX size={20} />}
        title={t('none')}
        action={
          <Button variant="primary" onPress={props.onNew}>
            {t('new')}
          </Button>
        }
      >
        {t('noneNext')}
      </EmptyState>
    );
  }
  return (
    <ContactList
      key={`${sort} ${settings.density}`}
      ref={props.handle}
      contacts={found.contacts}
      density={settings.density}
      openId={props.openId}
      hasMore={found.hasMore}
      onOpen={props.onOpen}
      onEnd={found.loadMore}
    />
  );
}
