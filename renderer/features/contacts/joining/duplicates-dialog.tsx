import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicateGroup } from '../../../../shared/contract/contact-import.ts';
import type { ContactId } from '../../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../../shared/contract/records.ts';
import { useBridgeQuery } from '../../../bridge/context.tsx';
import { useAsk } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import formCss from '../contact-form.module.css';
import { ContactLines } from '../contact-picker.tsx';
import css from './duplicates-dialog.module.css';
import { MergeDialog } from './merge-dialog.tsx';

/** So many groups are looked through at once; the next ones come as these are settled. */
const MOST = 50;

export interface DuplicatesDialogProps {
  readonly onClose: () => void;
  readonly onContact: (id: ContactId) => void;
}

/** Contacts that may be one, with the reason, each pair a press from being merged. */
export function DuplicatesDialog(props: DuplicatesDialogProps) {
  const { t } = useTranslation('contacts');
  const wordsOf = useRefusalWords();
  const asked = useAsk('contacts.duplicates', { limit: MOST });
  const [pair, setPair] = useState<readonly [ContactRecord, ContactRecord] | null>(null);
  const refused = asked.error === null ? null : wordsOf(asked.error.refusal);
  const groups = asked.data?.groups;
  if (pair !== null) {
    return (
      <MergeDialog
        contact={pair[0]}
        other={pair[1]}
        onClose={() => setPair(null)}
        onMerged={() => {
          setPair(null);
          void asked.refetch();
        }}
      />
    );
  }
  return (
    <Dialog title={t('duplicates.title')} isOpen onClose={props.onClose}>
      <div className={formCss['form']}>
        <p className={formCss['hint']}>{t('duplicates.what')}</p>
        {refused === null ? null : (
          <div role="alert">
            <p className={formCss['refused']}>
              {refused.what} {refused.next}
            </p>
            <Button size="small" onPress={() => void asked.refetch()}>
              {t('tryAgain')}
            </Button>
          </div>
        )}
        {groups === undefined && refused === null ? <Skeleton width="100%" height="96px" /> : null}
        {groups?.length === 0 ? <p>{t('duplicates.none')}</p> : null}
        {groups === undefined ? null : (
          <ul className={css['groups']}>
            {groups.map((group) => (
              <Group
                key={group.contactIds.join(' ')}
                group={group}
                onPair={(one, other) => setPair([one, other])}
                onContact={(id) => {
                  props.onClose();
                  props.onContact(id);
                }}
              />
            ))}
          </ul>
        )}
        {groups?.length === MOST ? (
          <p className={formCss['hint']}>{t('duplicates.more', { count: MOST })}</p>
        ) : null}
      </div>
    </Dialog>
  );
}

interface GroupProps {
  readonly group: DuplicateGroup;
  readonly onPair: (kept: ContactRecord, removed: ContactRecord) => void;
  readonly onContact: (id: ContactId) => void;
}

function Group(props: GroupProps) {
  const { t } = useTranslation('contacts');
  const [first, ...others] = props.group.contactIds;
  if (first === undefined) return null;
  return (
    <li className={css['group']}>
      <p className={css['why']}>{t(`duplicates.why.${props.group.why}`)}</p>
      <Members {...props} first={first} others={others} />
    </li>
  );
}

/** The first one stays where the others are merged into it; that can be turned round later. */
function Members(
  props: GroupProps & { readonly first: ContactId; readonly others: readonly ContactId[] },
) {
  const { first, others, onContact } = props;
  const kept = useBridgeQuery('contact.get', { contactId: first }).data?.contact;
  return (
    <ul>
      <Member id={first} onMerge={null} onContact={onContact} />
      {others.map((id) => (
        <Member
          key={id}
          id={id}
          onContact={onContact}
          onMerge={kept ? (contact) => props.onPair(kept, contact) : null}
        />
      ))}
    </ul>
  );
}

function Member(props: {
  readonly id: ContactId;
  /** Null: it is the one that the others are merged into. */
  readonly onMerge: ((contact: ContactRecord) => void) | null;
  readonly onContact: (id: ContactId) => void;
}) {
  const { t } = useTranslation('contacts');
  const contact = useBridgeQuery('contact.get', { contactId: props.id }).data?.contact;
  if (!contact) return null;
  const { onMerge } = props;
  return (
    <li className={css['member']}>
      <button type="button" className={css['who']} onClick={() => props.onContact(contact.id)}>
        <Avatar name={contact.name} size={32} />
        <ContactLines contact={contact} />
      </button>
      {onMerge === null ? null : (
        <Button
          size="small"
          label={t('duplicates.mergeOne', { name: contact.name })}
          onPress={() => onMerge(contact)}
        >
          {t('merge.open')}
        </Button>
      )}
    </li>
  );
}
