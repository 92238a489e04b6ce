import { Ellipsis, Merge, Split } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactId } from '../../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../../shared/contract/records.ts';
import { mayGive } from '../../../../shared/contract/roles.ts';
import { useSession } from '../../../bridge/context.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import { channelsByAddress } from '../identities.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';

/** One contact out of two, and two out of one; for those who lead. */
export function JoiningMenu(props: {
  readonly contact: ContactRecord;
  readonly onContact: (id: ContactId) => void;
}) {
  const { t } = useTranslation('contacts');
  const { person } = useSession();
  const { contact, onContact } = props;
  const [open, setOpen] = useState<'merge' | 'split' | null>(null);
  const close = () => setOpen(null);
  if (!mayGive(person.role, 'contact.merge')) return null;
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
    </>
  );
}
