import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { tagId } from '../../../../shared/contract/ids.ts';
import { CURRENCIES } from '../../../../shared/domain/billing/money.ts';
import { useRecords } from '../../../bridge/records.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { ManyOf } from '../../../ui/many-of.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { countriesByName } from '../../contacts/countries.ts';
import css from './automations.module.css';
import type { Written } from './use-automation-edit.ts';

const MICROS = 1_000_000;

function idsOf(values: readonly string[]) {
  return values.map((value) => tagId.parse(value));
}

export interface ConditionFieldsProps {
  readonly written: Written;
  readonly onChange: (some: Partial<Written>) => void;
}

/** For which orders and contacts it is done. */
export function ConditionFields({ written, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('automations');
  const locale = useLocale();
  const countries = useMemo(() => countriesByName(locale), [locale]);
  const tags = useRecords('tag').map(({ id, name }) => ({ value: id, label: name }));
  const { conditions } = written;
  const { atLeast } = conditions;
  const set = (some: Partial<Written['conditions']>) =>
    onChange({ conditions: { ...conditions, ...some } });
  return (
    <fieldset className={css['group']}>
      <legend className={css['legend']}>{t('conditions')}</legend>
      <div className={css['pair']}>
        <TextField
          label={t('atLeast')}
          type="number"
          description={t('atLeastHint')}
          value={atLeast === null ? '' : `${atLeast.micros / MICROS}`}
          onChange={(text) => {
            const micros = Math.round(Number(text) * MICROS);
            const isAmount = Number.isSafeInteger(micros) && micros > 0;
            set({ atLeast: isAmount ? { micros, currency: atLeast?.currency ?? 'EUR' } : null });
          }}
        />
        {atLeast === null ? null : (
          <SelectField
            label={t('currency')}
            value={atLeast.currency}
            options={CURRENCIES.map((value) => ({ value, label: value }))}
            onChange={(currency) => set({ atLeast: { ...atLeast, currency } })}
          />
        )}
      </div>
      <ManyOf
        label={t('countries')}
        none={t('everyCountry')}
        options={countries}
        chosen={conditions.countries}
        onChange={(chosen) => set({ countries: [...chosen] })}
      />
      {tags.length === 0 ? null : (
        <div className={css['pair']}>
          <ManyOf
            label={t('anyTag')}
            none={t('everyContact')}
            options={tags}
            chosen={conditions.anyTagIds}
            onChange={(chosen) => set({ anyTagIds: idsOf(chosen) })}
          />
          <ManyOf
            label={t('noTag')}
            none={t('nobodyOut')}
            options={tags}
            chosen={conditions.noTagIds}
            onChange={(chosen) => set({ noTagIds: idsOf(chosen) })}
          />
        </div>
      )}
    </fieldset>
  );
}
