import { useTranslation } from 'react-i18next';
import type { ContentHeader } from '../../../../../shared/contract/template-content.ts';
import { SelectField } from '../../../../ui/select-field.tsx';
import css from './editor.module.css';
import { FindingLines } from './finding-lines.tsx';
import { TextArea } from './text-area.tsx';

const KINDS = ['none', 'text', 'image', 'video', 'document'] as const;

function asKind(kind: (typeof KINDS)[number], before: ContentHeader): ContentHeader {
  if (kind === 'none') return { kind };
  if (kind === 'text') return { kind, text: before.kind === 'text' ? before.text : '' };
  return { kind, url: 'url' in before ? before.url : '' };
}

export interface HeaderFieldProps {
  readonly header: ContentHeader;
  readonly onChange: (header: ContentHeader) => void;
}

/** What stands above the text: words, a picture, a film, a document, or nothing. */
export function HeaderField(props: HeaderFieldProps) {
  const { t } = useTranslation('library');
  const { header, onChange } = props;
  const kind = header.kind === 'location' ? 'none' : header.kind;
  return (
    <div className={css['field']}>
      <SelectField
        label={t('headerLabel')}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`header.${value}`) }))}
        onChange={(value) => onChange(asKind(value, header))}
      />
      {header.kind === 'text' ? (
        <TextArea
          label={t('headerText')}
          place="header"
          value={header.text}
          longest={60}
          onChange={(text) => onChange({ kind: 'text', text })}
        />
      ) : null}
      {'url' in header ? (
        <TextArea
          label={t('headerFile')}
          place="header"
          value={header.url}
          longest={2000}
          placeholder="https://"
          hint={t('headerFileHint')}
          onChange={(url) => onChange({ ...header, url })}
        />
      ) : null}
      {header.kind === 'location' ? <FindingLines place="header" /> : null}
    </div>
  );
}
