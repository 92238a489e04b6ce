import { Ban, CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord, OptInState } from '../../../shared/contract/records.ts';
import { Fact, Facts } from './fact.tsx';
import css from './opt-ins.module.css';

const ICONS = {
  opted_in: CircleCheck,
  opted_out: Ban,
  unknown: CircleDashed,
} as const satisfies Record<OptInState, unknown>;

/** Whether the customer wants messages, per channel. */
export function OptIns(props: { readonly contact: ContactRecord }) {
  const { t } = useTranslation('contact');
  return (
    <Facts title={t('optIn')}>
      {(['whatsapp', 'sms'] as const).map((channel) => {
        const state = props.contact.optIn[channel];
        const Icon = ICONS[state];
        return (
          <Fact key={channel} name={t(`channel.${channel}`)}>
            <span className={css['state']} data-state={state}>
              <Icon size={16} aria-hidden />
              {t(`state.${state}`)}
            </span>
          </Fact>
        );
      })}
    </Facts>
  );
}
