import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateDraftBody } from '../../../../../shared/contract/template-library.ts';
import { dateFormat } from '../../../../i18n/date-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { TextField } from '../../../../ui/text-field.tsx';
import { OutlookSign } from '../outlook-sign.tsx';
import { useOutlook } from '../use-outlook.ts';
import type { TemplateDraftId } from '../../../../../shared/contract/ids.ts';
import css from './editor.module.css';

export interface PlanFieldsProps {
  readonly draftId: TemplateDraftId;
  readonly body: TemplateDraftBody;
  readonly onChange: (body: TemplateDraftBody, key: string) => void;
}

const asTags = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim().slice(0, 40))
      .filter((tag) => tag !== ''),
  ),
];

/** By what a template is found again, and by when it must be approved. */
export function PlanFields({ draftId, body, onChange }: PlanFieldsProps) {
  const { t } = useTranslation('library');
  const locale = useLocale();
  const outlook = useOutlook()({ ...body, id: draftId });
  const { deadline } = body;
  // What is typed stays as it is typed, commas too, until it is left.
  const [tags, setTags] = useState<string | null>(null);
  const [label, setLabel] = useState(deadline?.label ?? '');
  const [on, setOn] = useState(deadline?.on ?? '');
  const put = (nextLabel: string, nextOn: string) => {
    setLabel(nextLabel);
    setOn(nextOn);
    const isWhole = nextLabel.trim() !== '' && /^\d{4}-\d{2}-\d{2}$/.test(nextOn);
    const next = isWhole ? { label: nextLabel.trim(), on: nextOn } : null;
    if (JSON.stringify(next) !== JSON.stringify(deadline)) {
      onChange({ ...body, deadline: next }, 'deadline');
    }
  };
  const when = dateFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <fieldset className={css['group']}>
      <legend className={css['legend']}>{t('plan')}</legend>
      <TextField
        label={t('tags')}
        description={t('tagsHint')}
        value={tags ?? body.tags.join(', ')}
        onChange={(text) => {
          setTags(text);
          onChange({ ...body, tags: asTags(text).slice(0, 20) }, 'tags');
        }}
        onBlur={() => setTags(null)}
      />
      <div className={css['names']}>
        <TextField
          label={t('deadline.label')}
          description={t('deadline.labelHint')}
          value={label}
          onChange={(text) => put(text.slice(0, 80), on)}
        />
        <TextField
          label={t('deadline.on')}
          type="date"
          value={on}
          onChange={(value) => put(label, value)}
        />
      </div>
      {outlook === null || deadline === null ? null : (
        <p className={css['hint']}>
          <OutlookSign outlook={outlook} deadline={deadline} />{' '}
          {outlook.state === 'met' || outlook.state === 'over'
            ? ''
            : t('deadline.submitBy', { when: when.format(outlook.submitBy) })}
        </p>
      )}
    </fieldset>
  );
}
