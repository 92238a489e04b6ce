import { Ban, Check, CheckCheck, CircleAlert, CircleHelp, CirclePause, Clock3 } from 'lucide-react';
import { useState } from 'react';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { useRelayNow } from '../../window/use-relay-now.ts';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import { statusSign, statusSteps, type StatusSign } from '../model/status-sign.ts';
import css from './status-ticks.module.css';

const ICONS = {
  waiting: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
  unsure: CircleHelp,
  held: CirclePause,
  cancelled: Ban,
} as const satisfies Record<StatusSign, unknown>;

function Details(props: { readonly message: MessageRecord }) {
  const { formats, t } = useConversationScope();
  const now = useRelayNow('minute');
  const steps = statusSteps(props.message);
  const current = props.message.status;
  return (
    <span className={css['tip']} aria-hidden="true">
      {steps.some((step) => step.status === current) ? null : <span>{t(`status.${current}`)}</span>}
      {steps.map((step) => (
        <span key={step.status} className={css['step']}>
          <span>{t(`status.${step.status}`)}</span>
          <span>{formats.near(step.at, now)}</span>
        </span>
      ))}
    </span>
  );
}

/** The state of an outbound message: its sign, with words on hover and for assistive technology. */
export function StatusTicks(props: { readonly message: MessageRecord }) {
  const { t } = useConversationScope();
  const [pointed, setPointed] = useState(false);
  const sign = statusSign(props.message.status);
  if (sign === null) return null;
  const Icon = ICONS[sign];
  return (
    <span
      className={css['ticks']}
      data-sign={sign}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      <Icon size={14} strokeWidth={2.25} aria-hidden />
      <VisuallyHidden>{t(`status.${props.message.status}`)}</VisuallyHidden>
      {pointed ? <Details message={props.message} /> : null}
    </span>
  );
}
