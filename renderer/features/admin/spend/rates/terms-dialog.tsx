import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CURRENCIES,
  currencyOf,
  parseMicro,
  showMicro,
} from '../../../../../shared/domain/billing/money.ts';
import { useNow } from '../../../../bridge/records.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choice } from '../../../../ui/choice.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { SelectField } from '../../../../ui/select-field.tsx';
import { TextField } from '../../../../ui/text-field.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import form from '../../admin-form.module.css';
import { RefusedWords } from '../../refused-words.tsx';
import css from './terms-dialog.module.css';
import type { OwnRates } from './terms-words.ts';

const currencies = CURRENCIES.map((one) => ({ value: one as string, label: one }));
const microOf = (text: string) => parseMicro(text.trim().replace(',', '.'));
const asText = (micro: number) => showMicro(micro).replace(/0+$/, '').replace(/\.$/, '');

export interface TermsDialogProps {
  readonly own: OwnRates;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Sets how the company is billed beside its prices: currency, conversation billing, exchange rates. */
export function TermsDialog({ own, onClose, onChanged }: TermsDialogProps) {
  const { t } = useTranslation('spend');
  const admin = useTranslation('admin');
  const save = useNow('rates.save');
  const [currency, setCurrency] = useState(own.currency);
  const [keeps, setKeeps] = useState<'calendar' | 'keeps'>(
    own.keepsConversations === null ? 'calendar' : 'keeps',
  );
  const [from, setFrom] = useState(own.keepsConversations?.from ?? '');
  const [until, setUntil] = useState(own.keepsConversations?.until ?? '');
  const [rates, setRates] = useState(
    [
      ...own.exchangeRates.map((rate) => ({ from: rate.from, text: asText(rate.micro) })),
      ...own.missing.map((one) => ({ from: one, text: '' })),
    ].map((rate, index) => Object.assign(rate, { key: index })),
  );
  const change = (key: number, part: { readonly from?: string; readonly text?: string }) =>
    setRates(rates.map((rate) => (rate.key === key ? { ...rate, ...part } : rate)));
  const given = rates.filter(({ text }) => text.trim() !== '');
  const isTwice = new Set(given.map((rate) => rate.from)).size < given.length;
  const isWhole =
    !isTwice &&
    given.every((rate) => (microOf(rate.text) ?? 0) > 0 && rate.from !== currency) &&
    (keeps === 'calendar' || (from !== '' && (until === '' || until >= from)));
  const give = () =>
    save.mutate(
      {
        currency,
        keepsConversations:
          keeps === 'calendar' ? null : { from, until: until === '' ? null : until },
        exchangeRates: given.flatMap((rate) => {
          const code = currencyOf(rate.from);
          return code === null ? [] : [{ from: code, micro: microOf(rate.text) ?? 0 }];
        }),
      },
      {
        onSuccess: () => {
          announce(t('terms.saved'));
          onChanged();
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t('terms.open')}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={!isWhole} isBusy={save.isPending} onPress={give}>
          {admin.t('save')}
        </Button>
      }
    >
      <div className={form['form']}>
        <SelectField
          label={t('terms.currency')}
          value={currency}
          onChange={setCurrency}
          options={currencies}
        />
        <Choice
          label={t('terms.billing')}
          value={keeps}
          onChange={setKeeps}
          options={[
            { value: 'calendar', label: t('terms.byCalendar') },
            { value: 'keeps', label: t('terms.byConversation') },
          ]}
        />
        {keeps === 'calendar' ? null : (
          <div className={css['days']}>
            <TextField type="date" label={t('terms.from')} value={from} onChange={setFrom} />
            <TextField
              type="date"
              label={t('terms.until')}
              value={until}
              onChange={setUntil}
              error={until !== '' && until < from ? t('rates.problem.dates_reversed') : null}
            />
          </div>
        )}
        <fieldset className={css['rates']}>
          <legend className={form['legend']}>{t('terms.rates')}</legend>
          <p className={form['quiet']}>{t('terms.ratesWhat', { currency })}</p>
          {rates.map(({ key, from: of, text }) => (
            <div key={key} className={css['rate']}>
              <SelectField
                label={t('terms.one')}
                value={of}
                onChange={(code) => change(key, { from: code })}
                options={currencies.filter(({ value }) => value !== currency)}
              />
              <TextField
                label={t('terms.isSo', { currency })}
                value={text}
                onChange={(typed) => change(key, { text: typed })}
                error={text.trim() !== '' && !microOf(text) ? t('terms.badRate') : null}
              />
              <IconButton
                label={t('terms.removeRate', { from: of })}
                icon={<X size={16} aria-hidden />}
                onPress={() => setRates(rates.filter((rate) => rate.key !== key))}
              />
            </div>
          ))}
          {isTwice ? (
            <p role="alert" className={form['refused']}>
              {t('terms.twice')}
            </p>
          ) : null}
          <Button
            size="small"
            icon={<Plus size={16} aria-hidden />}
            onPress={() =>
              setRates([
                ...rates,
                {
                  key: Math.max(-1, ...rates.map(({ key }) => key)) + 1,
                  from: CURRENCIES.find((one) => one !== currency) ?? '',
                  text: '',
                },
              ])
            }
          >
            {t('terms.addRate')}
          </Button>
        </fieldset>
        <RefusedWords error={save.error} />
      </div>
    </Dialog>
  );
}
