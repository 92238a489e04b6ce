import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import type { CannedReplyRecord } from '../../../shared/contract/records.ts';
import {
  type CannedPart,
  fillCanned,
  joinCanned,
} from '../../../shared/domain/canned-reply/fill.ts';
import { useSession } from '../../bridge/context.tsx';
import { useRecords } from '../../bridge/use-records.ts';
import { meansFirst } from '../../ui/enter-first.ts';
import { TextField } from '../../ui/text-field.tsx';
import css from './canned-panel.module.css';
import { cannedValues } from './canned-values.ts';
import { findCanned } from './find-canned.ts';

export interface CannedPanelProps {
  readonly view: ConversationView;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onPick: (text: string) => void;
}

/** The canned replies of this channel, found by typing, each as it would stand in the message. */
export function CannedPanel(props: CannedPanelProps) {
  const { t } = useTranslation('team');
  const { conversation, contact } = props.view;
  const values = cannedValues(contact, useSession());
  const replies = useRecords('cannedReply');
  const found = findCanned(replies, conversation.channel, props.query);
  const filled = new Map(found.map((reply) => [reply.id, fillCanned(reply.text, values)]));
  const pick = (reply: CannedReplyRecord | undefined) => {
    if (reply !== undefined) props.onPick(joinCanned(fillCanned(reply.text, values)));
  };
  return (
    <Autocomplete inputValue={props.query} onInputChange={props.onQuery}>
      <div
        className={css['field']}
        onKeyDownCapture={(event) => {
          if (!meansFirst(event)) return;
          event.preventDefault();
          pick(found[0]);
        }}
      >
        <TextField label={t('canned.find')} labelHidden placeholder={t('canned.find')} autoFocus />
      </div>
      <Menu
        className={css['list'] ?? ''}
        aria-label={t('canned.title')}
        items={found}
        dependencies={[filled]}
        renderEmptyState={() => (
          <p className={css['empty']}>
            {t(replies.some(({ archived }) => !archived) ? 'canned.notFound' : 'canned.none')}
          </p>
        )}
        onAction={(key) => pick(found.find(({ id }) => id === key))}
      >
        {(reply) => (
          <MenuItem id={reply.id} textValue={reply.title} className={css['item'] ?? ''}>
            <Line reply={reply} parts={filled.get(reply.id) ?? []} />
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}

interface LineProps {
  readonly reply: CannedReplyRecord;
  readonly parts: readonly CannedPart[];
}

function Line({ reply, parts }: LineProps) {
  const { t } = useTranslation('team');
  return (
    <>
      <span className={css['head']}>
        <span className={css['title']}>{reply.title}</span>
        <span className={css['shortcut']}>/{reply.shortcut}</span>
      </span>
      <span className={css['text']}>
        {parts.map((part, at) =>
          part.missing === null ? (
            part.text
          ) : (
            <mark key={`${part.missing} ${at}`} className={css['missing']}>
              {t('canned.missing', { place: t(`canned.places.${part.missing}`, part.missing) })}
            </mark>
          ),
        )}
      </span>
    </>
  );
}
