import { Clock3, SearchCheck, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { numberFormat } from '../../../i18n/number-format.ts';
import { Button } from '../../../ui/button.tsx';
import { useUploadProgress } from '../../attachments/use-upload-progress.ts';
import { useLasting } from '../../connection/use-lasting.ts';
import { useRelayNowWhen } from '../../window/use-relay-now.ts';
import { useConversationScope } from '../conversation-context.tsx';
import { QUIET_MS, waitingOf, type Waiting } from '../model/waiting.ts';
import css from './failure-line.module.css';

const ICONS = { behind: Clock3, offline: Clock3, queued: Clock3, checking: SearchCheck } as const;

function useSentence(message: MessageRecord, waiting: Waiting | null): string | null {
  const { t } = useTranslation('conversation');
  const { formats } = useConversationScope();
  const now = useRelayNowWhen((at) => String(Math.floor(at / 60_000)));
  if (waiting === null) return null;
  if (waiting === 'behind' || waiting === 'checking') return t(`waiting.${waiting}`);
  const { validUntil } = message;
  if (validUntil === null) return t(`waiting.${waiting}`);
  const time = formats.time(validUntil);
  const isToday = formats.near(validUntil, now) === time;
  return t(`waiting.${waiting}Until`, { until: isToday ? time : formats.since(validUntil, now) });
}

/** Why a message that was sent has not gone out yet, and how to take it back. */
export function WaitingLine(props: { readonly message: MessageRecord }) {
  const { t } = useTranslation('conversation');
  const { formats, held, online, act, edit } = useConversationScope();
  const { message } = props;
  const lasted = useLasting(message.status, QUIET_MS);
  const waiting = waitingOf(message, held, online, lasted);
  const sentence = useSentence(message, waiting);
  const progress = useUploadProgress(message.media[0]?.id ?? null);
  // Whether a message that the relay may have already can still be taken back is told later.
  const [takingBack, setTakingBack] = useState(false);
  if (progress === null && sentence === null) return null;
  const Icon = progress === null ? ICONS[waiting ?? 'queued'] : Upload;
  const percent = numberFormat(formats.locale, { style: 'percent' }).format(progress ?? 0);
  return (
    <div className={css['line']} data-tone="quiet">
      <span className={css['icon']}>
        <Icon size={16} aria-hidden />
      </span>
      <p className={css['sentence']}>
        {takingBack
          ? t('waiting.takingBack')
          : progress === null
            ? sentence
            : t('waiting.uploading', { percent })}
      </p>
      {takingBack || message.status !== 'queued' ? null : (
        <span className={css['actions']}>
          <Button
            size="small"
            onPress={() => {
              edit(message);
              setTakingBack(true);
            }}
          >
            {t('action.edit')}
          </Button>
          <Button
            size="small"
            onPress={() => {
              act('cancel', message);
              setTakingBack(true);
            }}
          >
            {t('action.cancel')}
          </Button>
        </span>
      )}
    </div>
  );
}
