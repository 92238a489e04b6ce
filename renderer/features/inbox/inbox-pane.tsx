import { CircleAlert, MessageSquarePlus, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxFilter, InboxSort } from '../../../shared/contract/bridge.ts';
import type { ConversationId, TagId } from '../../../shared/contract/ids.ts';
import { useBootstrap, useChangeSettings } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useStable } from '../../ui/use-stable.ts';
import { FilterMenu, SortMenu } from './filter-menu.tsx';
import { InboxEmpty } from './inbox-empty.tsx';
import { InboxList } from './inbox-list.tsx';
import css from './inbox-pane.module.css';
import { InboxSkeleton } from './inbox-skeleton.tsx';
import { OnlyTag } from './only-tag.tsx';
import { sortOf } from './sort-of.ts';
import { useInbox } from './use-inbox.ts';

export interface InboxPaneProps {
  readonly filter: InboxFilter;
  /** Only what carries this tag is shown; null: everything. */
  readonly tagId: TagId | null;
  readonly openId: ConversationId | null;
  readonly onFilter: (filter: InboxFilter) => void;
  readonly onTag: (tagId: TagId | null) => void;
  readonly onOpen: (id: ConversationId) => void;
  readonly onSearch: () => void;
  /** A conversation is to be begun. */
  readonly onStart: () => void;
  /** What is shown in place of the list: the search; null: the list. */
  readonly search: ReactNode;
  /** What stands at its edge, such as the line that changes its width. */
  readonly edge?: ReactNode;
}

/** The list of conversations with its filter, or the search. */
export function InboxPane(props: InboxPaneProps) {
  const { t } = useTranslation('inbox');
  return (
    <section className={css['pane']} aria-label={t('label')}>
      {props.search ?? <ListPane {...props} />}
      {props.edge}
    </section>
  );
}

function ListPane(props: InboxPaneProps) {
  const { t } = useTranslation('inbox');
  const { filter } = props;
  const { settings } = useBootstrap();
  const changeSettings = useChangeSettings();
  const pick = useStable(props.onFilter);
  const pickTag = useStable(props.onTag);
  const sortBy = useStable((inboxSort: InboxSort) => void changeSettings({ inboxSort }));
  return (
    <>
      <header className={css['head']}>
        <h1 className={css['title']}>{t('label')}</h1>
        <div className={css['tools']}>
          <FilterMenu filter={filter} tagId={props.tagId} onFilter={pick} onTag={pickTag} />
          {filter === 'closing' ? null : <SortMenu sort={settings.inboxSort} onSort={sortBy} />}
          <IconButton
            size="small"
            label={t('search')}
            shortcut="/"
            placement="bottom end"
            icon={<Search size={16} aria-hidden />}
            onPress={props.onSearch}
          />
          <IconButton
            size="small"
            label={t('start')}
            shortcut="Shift+C"
            placement="bottom end"
            icon={<MessageSquarePlus size={16} aria-hidden />}
            onPress={props.onStart}
          />
        </div>
      </header>
      <OnlyTag tagId={props.tagId} onClear={() => pickTag(null)} />
      <div className={css['body']}>
        <Content {...props} />
      </div>
    </>
  );
}

function Content(props: InboxPaneProps) {
  const { t } = useTranslation('common');
  const { settings, connection } = useBootstrap();
  const wordsOf = useRefusalWords();
  const sort = sortOf(props.filter, settings.inboxSort);
  const inbox = useInbox(props.filter, props.tagId, sort);
  if (inbox.error !== null) {
    const { what, next } = wordsOf(inbox.error.refusal);
    return (
      <EmptyState
        icon={<CircleAlert size={20} />}
        title={what}
        action={<Button onPress={inbox.tryAgain}>{t('tryAgain')}</Button>}
      >
        {next}
      </EmptyState>
    );
  }
  const isFirstLoad = connection.loading !== null && !connection.loading.done;
  if (inbox.items === null || (inbox.items.length === 0 && isFirstLoad && props.filter === 'all')) {
    return <InboxSkeleton density={settings.density} />;
  }
  if (inbox.items.length === 0) {
    return (
      <InboxEmpty
        filter={props.filter}
        isTagged={props.tagId !== null}
        onFilter={props.onFilter}
        onTag={props.onTag}
      />
    );
  }
  return (
    <InboxList
      key={`${props.filter} ${props.tagId} ${sort} ${settings.density}`}
      items={inbox.items}
      density={settings.density}
      openId={props.openId}
      onOpen={props.onOpen}
      hasMore={inbox.hasMore}
      onEnd={inbox.loadMore}
    />
  );
}
