import { AlarmClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationRecord } from '../../../shared/contract/records.ts';
import { Chip } from '../../ui/chip.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNowWhen } from '../window/use-relay-now.ts';

/** That a conversation is put off, and until when. */
export function SnoozeChip(props: { readonly snooze: ConversationRecord['snooze'] }) {
  const { t } = useTranslation('team');
  const formats = useFormats();
  const until = props.snooze?.until ?? null;
  const words = (now: number): string => {
    if (props.snooze === null || (until !== null && until <= now)) return '';
    return until === null
      ? t('snooze.untilReply')
      : t('snooze.until', { when: formats.near(until, now) });
  };
  const text = words(useRelayNowWhen(words));
  return text === '' ? null : <Chip icon={<AlarmClock size={14} aria-hidden />}>{text}</Chip>;
}
