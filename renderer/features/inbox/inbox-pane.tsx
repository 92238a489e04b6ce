import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxFilter } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useBootstrap } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { InboxEmpty } from './inbox-empty.tsx';
import { InboxList } from './inbox-list.tsx';
import css from './inbox-pane.module.css';
import { InboxSkeleton } from './inbox-skeleton.tsx';
import { useInbox, type Inbox } from './use-inbox.ts';

export interface InboxPaneProps {
  readonly filter: InboxFilter;
  readonly openId: ConversationId | null;
  readonly onFilter: (filter: InboxFilter) => void;
  readonly onOpen: (id: ConversationId) => void;
  /** What stands at its edge, such as the line that changes its width. */
  readonly edge?: ReactNode;
}

/** The list of conversations with its filter. */
export function InboxPane(props: InboxPaneProps) {
  const { t } = useTranslation('inbox');
  const inbox = useInbox(props.filter);
  return (
    <section className={css['pane']} aria-label={t('label')}>
      <header className={css['head']}>
        <h1 className={css['title']}>{t('label')}</h1>
        <FilterMenu filter={props.filter} onFilter={props.onFilter} />
      </header>
      <div className={css['body']}>
        <Content {...props} inbox={inbox} />
      </div>
      {props.edge}
    </section>
  );
}

function Content(props: InboxPaneProps & { readonly inbox: Inbox }) {
  const { t } = useTranslation('common');
  const { settings, connection } = useBootstrap();
  const wordsOf = useRefusalWords();
  const { inbox } = props;
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
    return <InboxEmpty filter={props.filter} onFilter={props.onFilter} />;
  }
  return (
    <InboxList
      key={`${props.filter} ${settings.density}`}
      items={inbox.items}
      density={settings.density}
      openId={props.openId}
      onOpen={props.onOpen}
      hasMore={inbox.hasMore}
      onEnd={inbox.loadMore}
    />
  );
}
