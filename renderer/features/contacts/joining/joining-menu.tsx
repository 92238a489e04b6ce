import { Ellipsis, FileDown, Merge, Split, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import type { ContactId } from '../../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../../shared/contract/records.ts';
import { mayGive } from '../../../../shared/contract/roles.ts';
import { saveEverythingOf } from '../../../bridge/contact-files.ts';
import { useSession } from '../../../bridge/context.tsx';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import { announceFailure } from '../../../ui/toasts.tsx';
import { channelsByAddress } from '../identities.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';

/** One contact out of two, two out of one, and all of one in a file or gone; for those who lead. */
export function JoiningMenu(props: {
  readonly contact: ContactRecord;
  readonly onContact: (id: ContactId) => void;
}) {
  const { t } = useTranslation('contacts');
  const { person } = useSession();
  const wordsOf = useRefusalWords();
  const { contact, onContact } = props;
  const [open, setOpen] = useState<'merge' | 'split' | 'erase' | null>(null);
  const close = () => setOpen(null);
  if (!mayGive(person.role, 'contact.merge')) return null;
  const save = () => {
    saveEverythingOf(contact.id).catch((error: unknown) => {
      const { refusal } = error instanceof RefusedError ? error : new RefusedError('internal');
      const { what, next } = wordsOf(refusal);
      announceFailure(what, next);
    });
  };
  return (
    <>
      <Menu
        label={t('more')}
        placement="bottom end"
        trigger={<IconButton label={t('more')} icon={<Ellipsis size={16} aria-hidden />} />}
      >
        <MenuItem icon={<Merge size={16} aria-hidden />} onAction={() => setOpen('merge')}>
          {t('merge.choose')}
        </MenuItem>
        <MenuItem
          icon={<Split size={16} aria-hidden />}
          isDisabled={channelsByAddress(contact.identities).length < 2}
          onAction={() => setOpen('split')}
        >
          {t('split.open')}
        </MenuItem>
        <MenuItem icon={<FileDown size={16} aria-hidden />} onAction={save}>
          {t('files.person')}
        </MenuItem>
        {mayGive(person.role, 'contact.erase') ? (
          <MenuItem icon={<UserRoundX size={16} aria-hidden />} onAction={() => setOpen('erase')}>
            {t('erase.open')}
          </MenuItem>
        ) : null}
      </Menu>
      {open === 'merge' ? (
        <MergeDialog
          contact={contact}
          other={null}
          onClose={close}
          onMerged={(id) => {
            close();
            onContact(id);
          }}
        />
      ) : null}
      {open === 'split' ? (
        <SplitDialog contact={contact} onClose={close} onContact={onContact} />
      ) : null}
      {open === 'erase' ? <EraseDialog contact={contact} onClose={close} /> : null}
    </>
  );
}
