import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { senderId } from '../../../../shared/contract/ids.ts';
import { useRecords } from '../../../bridge/records.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import css from './automations.module.css';
import type { Written } from './use-automation-edit.ts';

const USUAL = { from: '20:00', to: '08:00', weekends: false } as const;
const WITHIN = [1, 4, 12, 24, 48, 72, 168] as const;

export interface TimingFieldsProps {
  readonly written: Written;
  readonly onChange: (some: Partial<Written>) => void;
}

/** When it goes out, from which sender, and until when it still makes sense. */
export function TimingFields({ written, onChange }: TimingFieldsProps) {
  const { t } = useTranslation('automations');
  const [quietId, weekendId] = [useId(), useId()];
  const senders = useRecords('sender').filter(({ channel }) => channel === 'whatsapp');
  const { quietHours: quiet, withinHours } = written;
  const hours = [...new Set([...WITHIN, withinHours])].toSorted((a, b) => a - b);
  return (
    <fieldset className={css['group']}>
      <legend className={css['legend']}>{t('timing')}</legend>
      <div className={css['check']}>
        <input
          id={quietId}
          type="checkbox"
          checked={quiet !== null}
          onChange={(event) => onChange({ quietHours: event.target.checked ? USUAL : null })}
        />
        <label htmlFor={quietId}>{t('quiet')}</label>
      </div>
      {quiet === null ? null : (
        <>
          <div className={css['pair']}>
            <TextField
              label={t('quietFrom')}
              type="time"
              value={quiet.from}
              onChange={(from) => onChange({ quietHours: { ...quiet, from } })}
            />
            <TextField
              label={t('quietTo')}
              type="time"
              value={quiet.to}
              onChange={(to) => onChange({ quietHours: { ...quiet, to } })}
            />
          </div>
          <div className={css['check']}>
            <input
              id={weekendId}
              type="checkbox"
              checked={quiet.weekends}
              onChange={(event) =>
                onChange({ quietHours: { ...quiet, weekends: event.target.checked } })
              }
            />
            <label htmlFor={weekendId}>{t('weekends')}</label>
          </div>
          <p className={css['quiet']}>{t('quietHint')}</p>
        </>
      )}
      <div className={css['pair']}>
        <SelectField
          label={t('within')}
          value={`${withinHours}`}
          options={hours.map((value) => ({
            value: `${value}`,
            label: t('hours', { count: value }),
          }))}
          onChange={(value) => onChange({ withinHours: Number(value) })}
        />
        {senders.length < 2 ? null : (
          <SelectField
            label={t('sender')}
            value={written.senderId ?? ''}
            options={[
              { value: '', label: t('lastSender') },
              ...senders.map(({ id, displayName, address }) => ({
                value: id,
                label: `${displayName} ${address}`,
              })),
            ]}
            onChange={(value) =>
              onChange({ senderId: value === '' ? null : senderId.parse(value) })
            }
          />
        )}
      </div>
    </fieldset>
  );
}
