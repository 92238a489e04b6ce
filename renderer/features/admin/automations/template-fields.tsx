import { useTranslation } from 'react-i18next';
import { useLocale } from '../../../i18n/use-locale.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { languageName } from '../../templates/language-name.ts';
import css from './automations.module.css';
import { templateValue, useLanguagesOf, useTemplateChoices } from './use-templates-for.ts';
import type { Written } from './use-automation-edit.ts';

export interface TemplateFieldsProps {
  readonly written: Written;
  readonly onChange: (some: Partial<Written>) => void;
}

/** Which template is sent, in which version, and the language for everybody else. */
export function TemplateFields({ written, onChange }: TemplateFieldsProps) {
  const { t } = useTranslation('automations');
  const locale = useLocale();
  const choices = useTemplateChoices();
  const { template } = written;
  const value = template === null ? '' : templateValue(template);
  const chosen = choices.find((one) => one.value === value);
  const languages = useLanguagesOf(template);
  const codes = languages.map(({ language }) => language).toSorted();
  const pin = template?.by === 'draft' ? template.version : null;
  const isGone = template !== null && languages.length === 0;
  return (
    <fieldset className={css['group']}>
      <legend className={css['legend']}>{t('template')}</legend>
      <div className={css['pair']}>
        <SelectField
          label={t('whichTemplate')}
          value={value}
          options={[
            ...(value === '' ? [{ value: '', label: t('chooseTemplate') }] : []),
            ...(chosen === undefined && template !== null
              ? [{ value, label: template.by === 'name' ? template.name : t('notApproved') }]
              : []),
            ...choices.map((one) => ({ value: one.value, label: one.name })),
          ]}
          onChange={(next) => {
            const one = choices.find((choice) => choice.value === next);
            if (one !== undefined) onChange({ template: one.template });
          }}
        />
        {chosen === undefined || chosen.template.by !== 'draft' ? null : (
          <SelectField
            label={t('version')}
            value={pin === null ? 'newest' : `${pin}`}
            options={[
              { value: 'newest', label: t('newest') },
              ...chosen.versions.map((number) => ({
                value: `${number}`,
                label: t('pinned', { number }),
              })),
            ]}
            onChange={(next) => {
              if (template?.by !== 'draft') return;
              const version = next === 'newest' ? null : Number(next);
              onChange({ template: { ...template, version } });
            }}
          />
        )}
      </div>
      {isGone ? (
        <p role="alert" className={css['wrong']}>
          {t('noApproved')}
        </p>
      ) : null}
      {codes.length === 0 ? null : (
        <>
          <p className={css['quiet']}>
            {t('inLanguages', {
              languages: new Intl.ListFormat(locale).format(
                codes.map((code) => languageName(code, locale)),
              ),
            })}
          </p>
          {codes.length === 1 ? null : (
            <SelectField
              label={t('otherwise')}
              value={codes.includes(written.language) ? written.language : (codes[0] ?? 'en')}
              options={codes.map((code) => ({ value: code, label: languageName(code, locale) }))}
              onChange={(language) => onChange({ language })}
            />
          )}
        </>
      )}
    </fieldset>
  );
}
