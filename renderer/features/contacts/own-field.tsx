import { useTranslation } from 'react-i18next';
import type { ContactFieldRecord } from '../../../shared/contract/records.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface OwnFieldProps {
  readonly field: ContactFieldRecord;
  /** As it was typed; '': empty. */
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

/** One of the tenant's own fields, filled in as its kind wants. */
export function OwnField(props: OwnFieldProps) {
  const { t } = useTranslation('contacts');
  const { field, value, onChange } = props;
  const none = { value: '', label: t('noneChosen') };
  if (field.kind === 'choice' || field.kind === 'yes_no') {
    const options =
      field.kind === 'choice'
        ? field.options.map((option) => ({ value: option, label: option }))
        : (['yes', 'no'] as const).map((answer) => ({ value: answer, label: t(answer) }));
    // What was chosen once and is not offered any more stays as it is.
    const own = value === '' || options.some((one) => one.value === value);
    return (
      <SelectField
        label={field.name}
        value={value}
        onChange={onChange}
        options={[none, ...(own ? [] : [{ value, label: value }]), ...options]}
      />
    );
  }
  return (
    <TextField
      label={field.name}
      type={field.kind === 'date' ? 'date' : 'text'}
      value={value}
      onChange={onChange}
      error={props.error}
      autoComplete="off"
    />
  );
}
