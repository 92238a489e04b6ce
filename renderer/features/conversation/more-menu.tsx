import { Ellipsis, FileDown, StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { useTranscript } from './use-transcript.ts';

/** What is done with a conversation more rarely: its transcript. */
export function MoreMenu(props: { readonly view: ConversationView }) {
  const { t } = useTranslation('conversation');
  const { save, isBusy } = useTranscript(props.view);
  return (
    <Menu
      label={t('transcript.menu')}
      placement="bottom end"
      trigger={
        <IconButton
          label={t('transcript.menu')}
          placement="bottom"
          icon={<Ellipsis size={20} aria-hidden />}
        />
      }
    >
      <MenuItem
        icon={<FileDown size={16} aria-hidden />}
        isDisabled={isBusy}
        onAction={() => save(false)}
      >
        {t('transcript.save')}
      </MenuItem>
      <MenuItem
        icon={<StickyNote size={16} aria-hidden />}
        isDisabled={isBusy}
        onAction={() => save(true)}
      >
        {t('transcript.saveWithNotes')}
      </MenuItem>
    </Menu>
  );
}
