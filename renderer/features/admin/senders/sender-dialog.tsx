import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personId, teamId } from '../../../../shared/contract/ids.ts';
import type { SenderRecord } from '../../../../shared/contract/records.ts';
import { useNow, useRecords } from '../../../bridge/records.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ManyOf } from '../../../ui/many-of.tsx';
import { announce } from '../../../ui/toasts.tsx';
import { countriesByName } from '../../contacts/countries.ts';
import css from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';

const NOTHING: NonNullable<SenderRecord['rules']> = {
  countries: [],
  personIds: [],
  isUsual: false,
};

export interface SenderDialogProps {
  readonly sender: SenderRecord;
  readonly onClose: () => void;
}

/** For whom a sender begins conversations. */
export function SenderDialog({ sender, onClose }: SenderDialogProps) {
  const { t } = useTranslation('senders');
  const admin = useTranslation('admin');
  const locale = useLocale();
  const usualId = useId();
  const countries = useMemo(() => countriesByName(locale), [locale]);
  const people = useRecords('person')
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ value: String(id), label: name }));
  const teams = useRecords('team')
    .filter(({ archived }) => !archived)
    .map(({ id, name }) => ({ value: String(id), label: name }));
  const save = useNow('sender.setRules');
  const [rules, setRules] = useState(sender.rules ?? NOTHING);
  return (
    <Dialog
      title={sender.displayName}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isBusy={save.isPending}
          onPress={() =>
            save.mutate(
              { senderId: sender.id, rules },
              {
                onSuccess: () => {
                  announce(t('saved', { name: sender.displayName }));
                  onClose();
                },
              },
            )
          }
        >
          {admin.t('save')}
        </Button>
      }
    >
      <div className={css['form']}>
        <p className={css['quiet']}>{t('rulesWhat')}</p>
        <ManyOf
          label={t('countries')}
          none={t('nobody')}
          options={countries}
          chosen={rules.countries}
          onChange={(chosen) => setRules({ ...rules, countries: [...chosen] })}
        />
        <ManyOf
          label={t('people')}
          none={t('nobody')}
          options={people}
          chosen={rules.personIds}
          onChange={(chosen) =>
            setRules({ ...rules, personIds: chosen.map((id) => personId.parse(id)) })
          }
        />
        {teams.length === 0 ? null : (
          <ManyOf
            label={t('teams')}
            none={t('nobody')}
            options={teams}
            chosen={rules.teamIds ?? []}
            onChange={(chosen) =>
              setRules({ ...rules, teamIds: chosen.map((id) => teamId.parse(id)) })
            }
          />
        )}
        <div className={css['scope']}>
          <input
            id={usualId}
            type="checkbox"
            checked={rules.isUsual}
            onChange={(event) => setRules({ ...rules, isUsual: event.target.checked })}
          />
          <label htmlFor={usualId}>{t('usual')}</label>
        </div>
        <RefusedWords error={save.error} />
      </div>
    </Dialog>
  );
}
