import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ImportOptions,
  type ImportTarget,
  importTarget,
  type StagedImport,
} from '../../../shared/contract/contact-import.ts';
import { contactFieldId } from '../../../shared/contract/ids.ts';
import { useAsk, useNow, useRecords } from '../../bridge/records.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RefusedWords } from '../admin/refused-words.tsx';
import css from './import-dialog.module.css';

const DETAILS = importTarget.options[0].options;
const LEAVE_OUT = '';
const OWN = 'field:';

function wordOf(target: ImportTarget | null): string {
  if (target === null) return LEAVE_OUT;
  return typeof target === 'string' ? target : `${OWN}${target.fieldId}`;
}

function targetOf(word: string): ImportTarget | null {
  if (word.startsWith(OWN)) return { fieldId: contactFieldId.parse(word.slice(OWN.length)) };
  return DETAILS.find((one) => one === word) ?? null;
}

/** Which column is what, what becomes of contacts that are there, and how the first rows would come in. */
export function ImportMapping(props: {
  readonly staged: StagedImport;
  readonly onStarted: (id: string) => void;
}) {
  const { t } = useTranslation('contacts');
  const { importId, header, suggested, rows } = props.staged;
  const fields = useRecords('contactField').filter(({ archived }) => !archived);
  const start = useNow('contactImport.start');
  const [mapping, setMapping] = useState(suggested);
  const [updateBy, setUpdateBy] = useState<'phone' | 'externalId' | 'nothing'>('phone');
  const [country, setCountry] = useState('');
  const [channels, setChannels] = useState<'whatsapp' | 'sms' | 'both'>('whatsapp');
  const [proof, setProof] = useState({ source: '', evidence: '' });
  const saysOptIn = mapping.includes('optInWhatsapp') || mapping.includes('optInSms');
  const options: ImportOptions = {
    updateBy: updateBy === 'nothing' ? null : updateBy,
    defaultCountry: /^[A-Z]{2}$/.test(country) ? country : null,
    channels: channels === 'both' ? ['whatsapp', 'sms'] : [channels],
    addTagIds: [],
    consent: null,
    ...(saysOptIn && proof.source.trim() !== '' && proof.evidence.trim() !== '' ? { proof } : {}),
  };
  const preview = useAsk('contactImport.preview', { importId, mapping, options });
  const first = preview.data?.rows ?? [];
  const faulty = first.filter(({ faults }) => faults.length > 0);
  return (
    <div className={css['form']}>
      <p>{t('import.rows', { count: rows })}</p>
      <ul className={css['columns']} aria-label={t('import.columns')}>
        {header.map((name, place) => (
          // Names of columns may occur twice; their places do not move.
          <li key={`${place} ${name}`} className={css['column']}>
            <div className={css['columnLabel']}>
              <span className={css['name']} aria-hidden="true">
                {name}
              </span>
              <select
                aria-label={name}
                className={css['select']}
                value={wordOf(mapping[place] ?? null)}
                onChange={({ currentTarget }) => {
                  const target = targetOf(currentTarget.value);
                  setMapping((now) => now.map((one, at) => (at === place ? target : one)));
                }}
              >
                <option value={LEAVE_OUT}>{t('import.leaveOut')}</option>
                {DETAILS.map((one) => (
                  <option key={one} value={one}>
                    {t(`import.details.${one}`)}
                  </option>
                ))}
                {fields.map(({ id, name: own }) => (
                  <option key={id} value={`${OWN}${id}`}>
                    {own}
                  </option>
                ))}
              </select>
            </div>
          </li>
        ))}
      </ul>
      <Choice
        label={t('import.known')}
        value={updateBy}
        onChange={setUpdateBy}
        options={(['phone', 'externalId', 'nothing'] as const).map((value) => ({
          value,
          label: t(`import.by.${value}`),
        }))}
      />
      <TextField
        label={t('import.country')}
        value={country}
        onChange={(value) => setCountry(value.toUpperCase().slice(0, 2))}
        description={t('import.countryHint')}
      />
      <Choice
        label={t('import.channels')}
        value={channels}
        onChange={setChannels}
        options={(['whatsapp', 'sms', 'both'] as const).map((value) => ({
          value,
          label: t(`import.on.${value}`),
        }))}
      />
      {saysOptIn ? (
        <>
          <TextField
            label={t('import.proofSource')}
            value={proof.source}
            onChange={(source) => setProof((now) => ({ ...now, source }))}
            description={t('import.proofSourceHint')}
          />
          <TextField
            label={t('import.proofEvidence')}
            value={proof.evidence}
            onChange={(evidence) => setProof((now) => ({ ...now, evidence }))}
            description={t('import.proofEvidenceHint')}
          />
        </>
      ) : (
        <p className={css['quiet']}>{t('import.noConsent')}</p>
      )}
      <p role="status">
        {first.length === 0
          ? ''
          : t('import.preview', { count: first.length, faulty: faulty.length })}
      </p>
      {faulty.length === 0 ? null : (
        <ul className={css['faults']}>
          {faulty.slice(0, 5).map(({ row, faults }) => (
            <li key={row}>{t('import.fault', { row, faults: faults.join(' ') })}</li>
          ))}
        </ul>
      )}
      <RefusedWords error={preview.error ?? start.error} />
      <Button
        variant="primary"
        className={css['start'] ?? ''}
        isBusy={start.isPending}
        isDisabled={mapping.every((one) => one === null)}
        onPress={() =>
          start.mutate(
            { importId, mapping, options },
            { onSuccess: () => props.onStarted(importId) },
          )
        }
      >
        {t('import.start', { count: rows })}
      </Button>
    </div>
  );
}
