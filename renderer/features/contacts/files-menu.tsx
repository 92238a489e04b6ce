import { FileDown, FileUp, FolderSync } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactFilter } from '../../../shared/contract/bridge/contacts.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { mayGive } from '../../../shared/contract/roles.ts';
import { saveContacts } from '../../bridge/contact-files.ts';
import { useSession } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { announceFailure } from '../../ui/toasts.tsx';
import { ImportDialog } from './import-dialog.tsx';

/** Contacts from a file and into one; for those who lead. */
export function FilesMenu(props: { readonly filter: ContactFilter }) {
  const { t } = useTranslation('contacts');
  const { person } = useSession();
  const wordsOf = useRefusalWords();
  const [importing, setImporting] = useState(false);
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
        <MenuItem icon={<FileUp size={16} aria-hidden />} onAction={() => setImporting(true)}>
          {t('files.import')}
        </MenuItem>
        <MenuItem icon={<FileDown size={16} aria-hidden />} onAction={save}>
          {t('files.export')}
        </MenuItem>
      </Menu>
      {importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </>
  );
}
