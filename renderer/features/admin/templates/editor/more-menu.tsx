import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TemplateDraftId, templateDraftId } from '../../../../../shared/contract/ids.ts';
import type {
  TemplateDraftBody,
  TemplateVersionRecord,
} from '../../../../../shared/contract/template-library.ts';
import { isDeletable } from '../../../../../shared/domain/template/library/deletable.ts';
import { useGive } from '../../../../bridge/records.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../../../ui/menu.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import { DeleteDialog } from '../decisions/delete-dialog.tsx';

export interface MoreMenuProps {
  readonly draftId: TemplateDraftId;
  readonly versions: readonly TemplateVersionRecord[];
  readonly body: TemplateDraftBody;
  readonly shown: string;
  readonly onChange: (body: TemplateDraftBody, key: string) => void;
  readonly onMade: () => void;
}

/** What is done with a template as a whole. */
export function MoreMenu(props: MoreMenuProps) {
  const { t } = useTranslation('library');
  const save = useGive('templateDraft.save');
  const { t: decisions } = useTranslation('decisions');
  const [isDeleting, setDeleting] = useState(false);
  const { body, shown, onChange } = props;
  const duplicate = () => {
    const draftId = templateDraftId.parse(crypto.randomUUID());
    const copy = { ...body, name: `${body.name}_copy`, conflicts: [], archived: false };
    save.mutate(
      { draftId, base: null, body: copy },
      {
        onSuccess: () => {
          announce(t('duplicated', { name: copy.name }));
          props.onMade();
        },
      },
    );
  };
  return (
    <>
      <Menu
        label={t('moreMenu')}
        placement="bottom end"
        trigger={
          <IconButton label={t('moreMenu')} icon={<EllipsisVertical size={16} aria-hidden />} />
        }
      >
        <MenuItem onAction={duplicate}>{t('duplicate')}</MenuItem>
        <MenuItem onAction={() => onChange({ ...body, archived: !body.archived }, 'archived')}>
          {t(body.archived ? 'unarchive' : 'archive')}
        </MenuItem>
        <MenuItem
          isDisabled={body.languages.length < 2}
          onAction={() =>
            onChange(
              { ...body, languages: body.languages.filter(({ language }) => language !== shown) },
              'languages',
            )
          }
        >
          {t('removeLanguage', { language: shown })}
        </MenuItem>
        <MenuItem isDisabled={!props.versions.some(isDeletable)} onAction={() => setDeleting(true)}>
          {decisions('delete.menu')}
        </MenuItem>
      </Menu>
      {isDeleting ? (
        <DeleteDialog
          draftId={props.draftId}
          name={body.name}
          versions={props.versions}
          onClose={() => setDeleting(false)}
          onAllGone={props.onMade}
        />
      ) : null}
    </>
  );
}
