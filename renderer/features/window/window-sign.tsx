import { CircleDashed, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationRecord } from '../../../shared/contract/records.ts';
import { useBootstrap } from '../../bridge/context.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { classNames } from '../../ui/class-names.ts';
import { Ring } from '../../ui/ring.tsx';
import { Hint } from '../../ui/tooltip.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { formatLeft, spellLeft, timeLeft, type Translate } from './format-left.ts';
import { formatMoment } from './format-moment.ts';
import { signOf, type Sign } from './sign-of.ts';
import { useRelayNowWhen } from './use-relay-now.ts';
import css from './window-sign.module.css';

export interface WindowSignProps {
  readonly conversation: Pick<ConversationRecord, 'channel' | 'lastInboundAt'>;
  /** `list`: in a row; `header`: above a conversation, with a tooltip of its own. */
  readonly size: 'list' | 'header';
}

/** Changes exactly when the sign looks different. */
function lookOf(sign: Sign | null): string {
  return sign === null ? '' : `${sign.level} ${sign.ring} ${JSON.stringify(timeLeft(sign.left))}`;
}

/** Its words for assistive technology and the tooltip, with the exact moment. */
function wordsOf(sign: Sign, now: number, t: Translate, locale: string): string {
  if (sign.moment === null) return t('never', {});
  const moment = formatMoment(sign.moment, now, locale);
  return sign.level === 'closed'
    ? t('closedAt', { moment })
    : t('closesAt', { moment, left: spellLeft(sign.left, t) });
}

/** How long the customer service window is still open. Nothing for SMS, which has no window. */
export function WindowSign(props: WindowSignProps) {
  const { conversation, size } = props;
  const { t } = useTranslation('window');
  const locale = useLocale();
  const { settings } = useBootstrap();
  const now = useRelayNowWhen((at) => lookOf(signOf(conversation, settings, at)));
  const sign = signOf(conversation, settings, now);
  if (sign === null) return null;
  const words = wordsOf(sign, now, t, locale);
  const shown =
    sign.level === 'none' || sign.level === 'closed' ? t(sign.level) : formatLeft(sign.left, t);
  const className = classNames(css['sign'], css[sign.level], css[size]);
  const inside = (
    <>
      <WindowIcon sign={sign} size={size === 'header' ? 16 : 14} />
      <span aria-hidden="true">{shown}</span>
    </>
  );
  if (size === 'header') {
    return (
      <Hint text={words} className={className} placement="bottom">
        {inside}
      </Hint>
    );
  }
  return (
    <span className={className} title={words}>
      {inside}
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

function WindowIcon(props: { readonly sign: Sign; readonly size: 14 | 16 }) {
  const { sign, size } = props;
  if (sign.level === 'none') return <CircleDashed size={size} aria-hidden />;
  if (sign.level === 'closed') return <Lock size={size} aria-hidden />;
  return <Ring left={sign.ring} size={size} />;
}
