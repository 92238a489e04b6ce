import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../../shared/contract/reads.ts';
import { parseMicro, showMicro } from '../../../../../shared/domain/billing/money.ts';
import { PERIODS } from '../../../../../shared/domain/billing/period.ts';
import { useNow, useRecords } from '../../../../bridge/records.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choice } from '../../../../ui/choice.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { SelectField } from '../../../../ui/select-field.tsx';
import { TextField } from '../../../../ui/text-field.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import { useRelayNow } from '../../../window/use-relay-now.ts';
import form from '../../admin-form.module.css';
import { RefusedWords } from '../../refused-words.tsx';
import css from './budgets.module.css';
import { type Budget, CATEGORIES, partsOf, useScopeWords } from '../../../spend/scope-words.ts';

const KINDS = ['', 'category', 'market', 'sender', 'team'] as const;
const SHARES = ['100', '90', '80', '70', '50', '0', 'never'] as const;
const HOURS = ['0', '1', '4', '12', '24', '72'] as const;
const HOUR_MS = 3_600_000;

export interface ScopedBudgetDialogProps {
  /** Null: a new one. */
  readonly budget: Budget | null;
  readonly list: ReadValue<'budgets.list'>;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

function shareOf(stops: Budget['stops'], category: string): (typeof SHARES)[number] {
  const share = stops[category];
  if (share === null) return 'never';
  return SHARES.find((one) => one === String(share ?? 100)) ?? '100';
}

const microOf = (text: string) => parseMicro(text.trim().replace(',', '.'));
const asText = (micro: number) => showMicro(micro).replace(/00$/, '');

/** The shares that somebody typed; null: they are none. */
function sharesIn(text: string): number[] | null {
  const parts = text.split(/[\s,;%]+/).filter((part) => part !== '');
  const shares = parts.map(Number);
  const isRight = shares.every((one) => Number.isInteger(one) && one >= 1 && one <= 100);
  return isRight && shares.length <= 5 ? shares : null;
}

/** Sets a budget of everything, one category, market, sender or team: how much, what it stops, and when it tells. */
export function ScopedBudgetDialog(props: ScopedBudgetDialogProps) {
  const { t } = useTranslation('spend');
  const admin = useTranslation('admin');
  const scopeWords = useScopeWords();
  const now = useRelayNow('minute');
  const senders = useRecords('sender');
  const teams = useRecords('team').filter(({ archived }) => !archived);
  const save = useNow('budget.save');
  const { budget, list, onClose } = props;
  const { kind: itsKind, value: itsValue } = partsOf(budget?.scope ?? '');
  const [kind, setKind] = useState(KINDS.find((one) => one === itsKind) ?? '');
  const [value, setValue] = useState(itsValue);
  const [period, setPeriod] = useState(budget?.period ?? 'month');
  const [text, setText] = useState(budget === null ? '' : asText(budget.cap));
  const [stops, setStops] = useState<Budget['stops']>(budget?.stops ?? {});
  const [alerts, setAlerts] = useState((budget?.alerts ?? [50, 80, 100]).join(', '));
  const [hours, setHours] = useState<(typeof HOURS)[number]>('0');
  const [other, setOther] = useState('');
  const choices =
    kind === 'category'
      ? CATEGORIES.map((one) => ({ value: one as string, label: t(`category.${one}`) }))
      : kind === 'sender'
        ? senders.map(({ id, displayName, address }) => ({
            value: id as string,
            label: `${displayName} · ${address}`,
          }))
        : kind === 'team'
          ? teams.map(({ id, name }) => ({ value: id as string, label: name }))
          : list.markets.map((one) => ({ value: one, label: one }));
  const chosen = choices.some((one) => one.value === value) ? value : (choices[0]?.value ?? '');
  const scope = kind === '' ? '' : `${kind}:${chosen}`;
  const cap = microOf(text);
  const otherCap = hours === '0' ? null : microOf(other);
  const shares = sharesIn(alerts);
  const isWhole = cap !== null && shares !== null && (hours === '0' || otherCap !== null);
  const give = (micro: number | null) =>
    save.mutate(
      {
        scope,
        period,
        cap: micro,
        alerts: shares ?? [],
        stops,
        ...(otherCap === null
          ? {}
          : { override: { micro: otherCap, until: now + Number(hours) * HOUR_MS } }),
      },
      {
        onSuccess: (saved) => {
          if (saved?.isPassed === true)
            announce(t('budgets.passed'), { next: t('budgets.passedNext') });
          else announce(t(micro === null ? 'budget.removed' : 'budget.saved'));
          props.onChanged();
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={budget === null ? t('budgets.new') : scopeWords(budget)}
      isOpen
      onClose={onClose}
      actions={
        <>
          {budget === null ? null : (
            <Button variant="quiet" isBusy={save.isPending} onPress={() => give(null)}>
              {t('budget.remove')}
            </Button>
          )}
          <Button
            variant="primary"
            isDisabled={!isWhole}
            isBusy={save.isPending}
            onPress={() => give(cap)}
          >
            {admin.t('save')}
          </Button>
        </>
      }
    >
      <div className={form['form']}>
        {budget === null ? (
          <>
            <Choice
              label={t('budgets.scope')}
              value={kind}
              onChange={setKind}
              options={KINDS.filter((one) => one !== 'team' || teams.length > 0).map((one) => ({
                value: one,
                label: t(`budgets.kind.${one === '' ? 'all' : one}`),
              }))}
            />
            {kind === '' ? null : (
              <SelectField
                label={t(`budgets.kind.${kind}`)}
                value={chosen}
                onChange={setValue}
                options={choices}
              />
            )}
            <Choice
              label={t('budgets.period')}
              value={period}
              onChange={setPeriod}
              options={PERIODS.map((one) => ({ value: one, label: t(`budgets.each.${one}`) }))}
            />
          </>
        ) : null}
        <TextField
          label={t('budget.amount', { currency: list.currency })}
          value={text}
          onChange={setText}
          error={cap === null && text !== '' ? t('budget.bad') : null}
          description={t('budget.hint')}
        />
        <fieldset className={css['stops']}>
          <legend className={form['legend']}>{t('budgets.policy')}</legend>
          {CATEGORIES.map((category) => (
            <SelectField
              key={category}
              label={t(`category.${category}`)}
              value={shareOf(stops, category)}
              onChange={(share) =>
                setStops((before) => ({
                  ...before,
                  [category]: share === 'never' ? null : Number(share),
                }))
              }
              options={SHARES.map((share) => ({
                value: share,
                label: share === 'never' ? t('budgets.never') : t('budgets.at', { share }),
              }))}
            />
          ))}
        </fieldset>
        <TextField
          label={t('budgets.alerts')}
          value={alerts}
          onChange={setAlerts}
          error={shares === null ? t('budgets.badAlerts') : null}
          description={t('budgets.alertsHint')}
        />
        <SelectField
          label={t('budgets.override')}
          value={hours}
          onChange={setHours}
          options={HOURS.map((one) => ({
            value: one,
            label:
              one === '0' ? t('budgets.noOverride') : t('budgets.hours', { count: Number(one) }),
          }))}
        />
        {hours === '0' ? null : (
          <TextField
            label={t('budgets.overrideAmount', { currency: list.currency })}
            value={other}
            onChange={setOther}
            error={otherCap === null && other !== '' ? t('budget.bad') : null}
          />
        )}
        <RefusedWords error={save.error} />
      </div>
    </Dialog>
  );
}
