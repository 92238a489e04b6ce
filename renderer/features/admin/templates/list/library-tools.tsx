import { EllipsisVertical, FileDown, FileUp, Library } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../../../ui/menu.tsx';
import { saveText } from '../../../../ui/save-csv.ts';
import { writeTemplates } from '../files/template-file.ts';
import type { LibraryEntry } from '../library.ts';

const StarterDialog = lazy(async () => ({
  default: (await import('./starter-dialog.tsx')).StarterDialog,
}));
const ImportDialog = lazy(async () => ({
  default: (await import('../files/import-dialog.tsx')).ImportDialog,
}));

export interface LibraryToolsProps {
  /** All that there are. */
  readonly entries: readonly LibraryEntry[];
  /** Those that are shown: they go into a file. */
  readonly found: readonly LibraryEntry[];
}

/** Where templates come from beside writing them, and how they go into a file. */
export function LibraryTools({ entries, found }: LibraryToolsProps) {
  const { t } = useTranslation('library');
  const [open, setOpen] = useState<'starter' | 'import' | null>(null);
  const close = () => setOpen(null);
  const drafts = found.flatMap(({ draft }) => (draft === null ? [] : [draft]));
  return (
    <>
      <Menu
        label={t('tools')}
        placement="bottom end"
        trigger={
          <IconButton label={t('tools')} icon={<EllipsisVertical size={16} aria-hidden />} />
        }
      >
        <MenuItem icon={<Library size={16} aria-hidden />} onAction={() => setOpen('starter')}>
          {t('starter.title')}
        </MenuItem>
        <MenuItem icon={<FileUp size={16} aria-hidden />} onAction={() => setOpen('import')}>
          {t('files.import')}
        </MenuItem>
        <MenuItem
          icon={<FileDown size={16} aria-hidden />}
          isDisabled={drafts.length === 0}
          onAction={() => saveText('templates.json', 'application/json', [writeTemplates(drafts)])}
        >
          {t('files.export', { count: drafts.length })}
        </MenuItem>
      </Menu>
      <Suspense fallback={null}>
        {open === 'starter' ? (
          <StarterDialog names={entries.map(({ name }) => name)} onClose={close} />
        ) : null}
        {open === 'import' ? <ImportDialog onClose={close} /> : null}
      </Suspense>
    </>
  );
}
