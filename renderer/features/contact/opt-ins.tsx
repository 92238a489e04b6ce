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

/** What the customer said to messages on one channel, as icon and words. */
export function OptInSign(props: { readonly state: OptInState }) {
  const { t } = useTranslation('contact');
  const Icon = ICONS[props.state];
  return (
    <span className={css['state']} data-state={props.state}>
      <Icon size={16} aria-hidden />
      {t(`state.${props.state}`)}
    </span>
  );
}

/** Whether the customer wants messages, per channel. */
export function OptIns(props: { readonly contact: ContactRecord }) {
  const { t } = useTranslation('contact');
  return (
    <Facts title={t('optIn')}>
      {(['whatsapp', 'sms'] as const).map((channel) => {
        return (
          <Fact key={channel} name={t(`channel.${channel}`)}>
            <OptInSign state={props.contact.optIn[channel]} />
          </Fact>
        );
      })}
    </Facts>
  );
}
