import { useTranslation } from 'react-i18next';
import type { TemplateContent } from '../../../../../shared/contract/template-content.ts';
import { TextField } from '../../../../ui/text-field.tsx';
import css from './editor.module.css';
import { FindingLines } from './finding-lines.tsx';
import { TextArea } from './text-area.tsx';

type Password = Extract<TemplateContent, { kind: 'one_time_password' }>;

export interface PasswordFieldsProps {
  readonly content: Password;
  readonly onChange: (content: Password, key: string) => void;
}

/** A one-time password: its words are the platform's; what is said beside it is chosen here. */
export function PasswordFields(props: PasswordFieldsProps) {
  const { t } = useTranslation('library');
  const { content, onChange } = props;
  return (
    <>
      <p className={css['hint']}>{t('password.what')}</p>
      <TextArea
        label={t('password.copyTitle')}
        place="one_time_password"
        value={content.copyTitle}
        longest={25}
        onChange={(copyTitle) => onChange({ ...content, copyTitle }, 'copyTitle')}
      />
      <label className={css['check']}>
        <input
          type="checkbox"
          checked={content.securityLine}
          onChange={(event) =>
            onChange({ ...content, securityLine: event.currentTarget.checked }, 'securityLine')
          }
        />
        {t('password.securityLine')}
      </label>
      <TextField
        label={t('password.minutes')}
        type="number"
        description={t('password.minutesHint')}
        value={content.expiryMinutes === null ? '' : String(content.expiryMinutes)}
        onChange={(typed) => {
          const minutes = Number.parseInt(typed, 10);
          const expiryMinutes = Number.isNaN(minutes) ? null : minutes;
          onChange({ ...content, expiryMinutes }, 'expiryMinutes');
        }}
      />
      <FindingLines place="category" />
    </>
  );
}
