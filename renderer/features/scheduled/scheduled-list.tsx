import { AlertTriangle, Clock3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import { refuse } from '../../../shared/contract/errors.ts';
import type { ScheduledMessageRecord } from '../../../shared/contract/scheduled-message.ts';
import { renderTemplate } from '../../../shared/domain/template/variables.ts';
import { windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { useRecords } from '../../bridge/use-records.ts';
import { Button } from '../../ui/button.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import css from './scheduled.module.css';
import { useScheduled } from './use-scheduled.ts';

export interface ScheduledListProps {
  readonly view: ConversationView;
  readonly scheduled: readonly ScheduledMessageRecord[];
  /** Puts a text back into the composer; null: something else is written there. */
  readonly onTakeBack: ((scheduled: ScheduledMessageRecord) => void) | null;
}

/** What is written for a moment in this conversation, and what could not go out when it came. */
export function ScheduledList(props: ScheduledListProps) {
  const { t } = useTranslation('team');
  return (
    <ul className={css['list']} aria-label={t('later.list', { name: props.view.contact.name })}>
      {props.scheduled.map((one) => (
        <ScheduledOne key={one.id} {...props} one={one} />
      ))}
    </ul>
  );
}

function ScheduledOne(props: ScheduledListProps & { readonly one: ScheduledMessageRecord }) {
  const { t } = useTranslation('team');
  const formats = useFormats();
  const wordsOf = useRefusalWords();
  const now = useRelayNow('minute');
  const { sendNow, remove } = useScheduled();
  const templates = useRecords('template');
  const { one, view, onTakeBack } = props;
  const { content, problem, at } = one;
  const template =
    content.kind === 'template' ? templates.find(({ id }) => id === content.templateId) : undefined;
  const text =
    content.kind === 'text'
      ? content.body
      : template === undefined
        ? t('later.templateGone')
        : renderTemplate(template.body, content.variables);
  const { channel, lastInboundAt } = view.conversation;
  const closesAt = channel === 'whatsapp' ? windowClosesAt(lastInboundAt) : null;
  const isAfterWindow =
    content.kind === 'text' && channel === 'whatsapp' && (closesAt === null || at >= closesAt);
  const refused = problem === null ? null : wordsOf(refuse(problem));
  return (
    <li className={css['one']} data-failed={problem !== null}>
      {problem === null ? (
        <Clock3 size={16} aria-hidden />
      ) : (
        <AlertTriangle size={16} aria-hidden />
      )}
      <div className={css['words']}>
        <p className={css['when']}>
          {problem === null
            ? t('later.at', { when: formats.since(at, now) })
            : t('later.failed', { when: formats.since(at, now) })}
        </p>
        <p className={css['text']} dir="auto">
          {text}
        </p>
        {refused === null ? null : (
          <p className={css['warning']}>
            {refused.what} {refused.next}
          </p>
        )}
        {problem === null && isAfterWindow ? (
          <p className={css['warning']}>{t('later.afterWindow')}</p>
        ) : null}
      </div>
      <div className={css['deeds']}>
        {content.kind === 'text' ? (
          <Button
            size="small"
            isDisabled={onTakeBack === null}
            onPress={() => {
              onTakeBack?.(one);
              remove(one);
            }}
          >
            {t('later.edit')}
          </Button>
        ) : null}
        <Button size="small" onPress={() => sendNow(one, now)}>
          {t(problem === null ? 'later.now' : 'later.again')}
        </Button>
        <Button size="small" variant="quiet" onPress={() => remove(one)}>
          {t('later.remove')}
        </Button>
      </div>
    </li>
  );
}
