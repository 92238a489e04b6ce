import { Undo2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactFieldRecord, ContactRecord } from '../../../shared/contract/records.ts';
import { sameIdentity } from '../../../shared/domain/contact/identity.ts';
import { formatPhone, parsePhone } from '../../../shared/domain/contact/phone.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { useRecords } from '../../bridge/records.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TagChip } from '../admin/tags/tag-chip.tsx';
import css from './contact-form.module.css';
import { countriesByName } from './countries.ts';
import type { Fault, FormState } from './form-state.ts';
import { OwnField } from './own-field.tsx';

export interface ContactFormProps {
  readonly form: FormState;
  /** Null: it is a new one. */
  readonly contact: ContactRecord | null;
  readonly fields: readonly ContactFieldRecord[];
  /** The country of numbers without a country code; null: unknown. */
  readonly home: string | null;
  readonly faults: ReadonlySet<Fault>;
  readonly onChange: (part: Partial<FormState>) => void;
  readonly onSubmit: () => void;
}

/** What a person fills in of a contact. */
export function ContactForm(props: ContactFormProps) {
  const { t } = useTranslation('contacts');
  const { form, contact, faults, onChange } = props;
  const locale = useLocale();
  const tags = useRecords('tag').filter(
    ({ id, archived }) => !archived || form.tagIds.includes(id),
  );
  const people = (useBridgeQuery('people.list', {}).data?.people ?? []).filter(
    ({ id, active }) => active || id === form.ownerId,
  );
  const fault = (which: Fault) => (faults.has(which) ? t(`fault.${which}`) : null);
  const country = form.country === '' ? props.home : form.country;
  const read = form.number.trim() === '' ? null : parsePhone(form.number, country);
  const none = { value: '', label: t('noneChosen') };
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <div className={css['pair']}>
        <TextField
          label={t('name')}
          value={form.name}
          onChange={(name) => onChange({ name: name.slice(0, 200) })}
          error={fault('name')}
          autoComplete="off"
          autoFocus
        />
        <TextField
          label={t('company')}
          value={form.company}
          onChange={(company) => onChange({ company: company.slice(0, 200) })}
          autoComplete="off"
        />
      </div>
      {contact === null || contact.identities.length === 0 ? null : (
        <fieldset className={css['group']}>
          <legend className={css['legend']}>{t('reached')}</legend>
          <ul className={css['identities']}>
            {contact.identities.map((one) => {
              const isGone = form.removed.some((gone) => sameIdentity(gone, one));
              const shown = `${t(`channel.${one.channel}`)} ${formatPhone(one.address)}`;
              return (
                <li key={`${one.channel} ${one.address}`} className={css['identity']}>
                  <bdi className={isGone ? css['gone'] : undefined}>{shown}</bdi>
                  <IconButton
                    size="small"
                    label={t(isGone ? 'keepNumber' : 'removeNumber', { number: shown })}
                    icon={isGone ? <Undo2 size={16} aria-hidden /> : <X size={16} aria-hidden />}
                    onPress={() =>
                      onChange({
                        removed: isGone
                          ? form.removed.filter((gone) => !sameIdentity(gone, one))
                          : [...form.removed, one],
                      })
                    }
                  />
                </li>
              );
            })}
          </ul>
        </fieldset>
      )}
      <div className={css['pair']}>
        <TextField
          label={t(contact === null ? 'number' : 'anotherNumber')}
          value={form.number}
          onChange={(number) => onChange({ number: number.slice(0, 64) })}
          error={fault('number')}
          description={read === null ? t('numberHint') : formatPhone(read.number)}
          autoComplete="off"
        />
        <SelectField
          label={t('numberFor')}
          value={form.numberFor}
          onChange={(numberFor) => onChange({ numberFor })}
          options={(['both', 'whatsapp', 'sms'] as const).map((value) => ({
            value,
            label: t(`channel.${value}`),
          }))}
        />
      </div>
      <div className={css['pair']}>
        <SelectField
          label={t('country')}
          value={form.country}
          onChange={(chosen) => onChange({ country: chosen })}
          options={[none, ...countriesByName(locale)]}
        />
        <TextField
          label={t('language')}
          value={form.language}
          onChange={(language) => onChange({ language: language.slice(0, 16) })}
          error={fault('language')}
          description={t('languageHint')}
          autoComplete="off"
        />
      </div>
      <div className={css['pair']}>
        <SelectField
          label={t('timeZone')}
          value={form.timeZone}
          onChange={(timeZone) => onChange({ timeZone })}
          options={[none, ...zones(form.timeZone)]}
        />
        <SelectField
          label={t('owner')}
          value={form.ownerId}
          onChange={(ownerId) => onChange({ ownerId })}
          options={[
            { value: '', label: t('nobody') },
            ...people.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      </div>
      <TextField
        label={t('externalId')}
        value={form.externalId}
        onChange={(externalId) => onChange({ externalId: externalId.slice(0, 128) })}
        description={t('externalIdHint')}
        autoComplete="off"
      />
      {tags.length === 0 ? null : (
        <fieldset className={css['group']}>
          <legend className={css['legend']}>{t('tags')}</legend>
          <div className={css['checks']}>
            {tags.map((tag) => (
              <label key={tag.id} className={css['check']}>
                <input
                  type="checkbox"
                  checked={form.tagIds.includes(tag.id)}
                  onChange={(event) =>
                    onChange({
                      tagIds: event.target.checked
                        ? [...form.tagIds, tag.id]
                        : form.tagIds.filter((id) => id !== tag.id),
                    })
                  }
                />
                <TagChip tag={tag} />
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {props.fields.map((field) => (
        <OwnField
          key={field.id}
          field={field}
          value={form.fields[field.id] ?? ''}
          error={faults.has(`field:${field.id}`) ? t('fault.fieldNumber') : null}
          onChange={(value) => onChange({ fields: { ...form.fields, [field.id]: value } })}
        />
      ))}
      <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
    </form>
  );
}

function zones(own: string): readonly { readonly value: string; readonly label: string }[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = own === '' || known.includes(own) ? known : [own, ...known];
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
