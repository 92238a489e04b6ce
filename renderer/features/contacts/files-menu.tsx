import { Copy, FileDown, FileUp, FolderSync, Package } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactFilter } from '../../../shared/contract/bridge/contacts.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { mayGive } from '../../../shared/contract/roles.ts';
import { saveContacts } from '../../bridge/contact-files.ts';
import { useSession } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { announceFailure } from '../../ui/toasts.tsx';
import { loadStrings } from '../../i18n/index.ts';
import { ImportDialog } from './import-dialog.tsx';
import { DuplicatesDialog } from './joining/duplicates-dialog.tsx';

const OrderImportDialog = lazy(async () => {
  const [{ OrderImportDialog: dialog }] = await Promise.all([
    import('../orders/import/order-import-dialog.tsx'),
    loadStrings('orders'),
  ]);
  return { default: dialog };
});

/** Contacts from a file and into one, and those that are in it twice; for those who lead. */
export function FilesMenu(props: {
  readonly filter: ContactFilter;
  readonly onContact: (id: ContactId) => void;
}) {
  const { t } = useTranslation('contacts');
  const { person } = useSession();
  const wordsOf = useRefusalWords();
  const [open, setOpen] = useState<'import' | 'duplicates' | 'orders' | null>(null);
  const close = () => setOpen(null);
  if (!mayGive(person.role, 'contactImport.start')) return null;
  const save = () => {
    saveContacts(props.filter).catch((error: unknown) => {
      const { refusal } = error instanceof RefusedError ? error : new RefusedError('internal');
      const { what, next } = wordsOf(refusal);
      announceFailure(what, next);
    });
  };
  return (
    <>
      <Menu
        label={t('files.label')}
        placement="bottom end"
        trigger={
          <IconButton
            size="small"
            label={t('files.label')}
            icon={<FolderSync size={16} aria-hidden />}
          />
        }
      >
        <MenuItem icon={<FileUp size={16} aria-hidden />} onAction={() => setOpen('import')}>
          {t('files.import')}
        </MenuItem>
        <MenuItem icon={<Package size={16} aria-hidden />} onAction={() => setOpen('orders')}>
          {t('files.orders')}
        </MenuItem>
        <MenuItem icon={<FileDown size={16} aria-hidden />} onAction={save}>
          {t('files.export')}
        </MenuItem>
        <MenuItem icon={<Copy size={16} aria-hidden />} onAction={() => setOpen('duplicates')}>
          {t('duplicates.title')}
        </MenuItem>
      </Menu>
      {open === 'orders' ? (
        <Suspense>
          <OrderImportDialog onClose={close} />
        </Suspense>
      ) : null}
      {open === 'import' ? <ImportDialog onClose={close} /> : null}
      {open === 'duplicates' ? (
        <DuplicatesDialog onClose={close} onContact={props.onContact} />
      ) : null}
    </>
  );
}
