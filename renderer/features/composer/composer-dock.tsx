import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, Draft } from '../../../shared/contract/bridge.ts';
import type { Refusal } from '../../../shared/contract/errors.ts';
import type { Channel, MessageRecord, TemplateRecord } from '../../../shared/contract/records.ts';
import { useBridge } from '../../bridge/context.tsx';
import { takesCaption } from '../../../shared/domain/attachment/attachment.ts';
import { DropZone } from '../attachments/drop-zone.tsx';
import { useAttachments } from '../attachments/use-attachments.ts';
import { onWriteAbout } from '../orders/about-order.ts';
import { TemplatePicker } from '../templates/template-picker.tsx';
import { asOneLine } from '../templates/variable-checks.ts';
import { ScheduledHere } from '../scheduled/scheduled-here.tsx';
import { schedule, type Scheduled } from '../scheduled/use-scheduled.ts';
import { scheduledMessageId } from '../../../shared/contract/ids.ts';
import { refusalOf } from './refusal-of.ts';
import { aboutOrder, giveMessage, giveSteps } from './give-message.ts';
import { CollisionLine } from '../presence/collision-line.tsx';
import { ModeTabs } from '../notes/mode-tabs.tsx';
import { NoteComposer } from '../notes/note-composer.tsx';
import { ClosedNotice, OptedOutNotice } from './closed-notice.tsx';
import css from './composer-dock.module.css';
import type { ComposerMode } from './composer-mode.ts';
import { EMPTY_DRAFT, isEmptyReply, withoutOrder } from './draft-keeper.ts';
import { KeptDraft } from './kept-draft.tsx';
import { OrderChip } from './order-chip.tsx';
import { sendPlan } from './send-plan.ts';
import { SendNotice } from './send-notice.tsx';
import { TextComposer } from './text-composer.tsx';
import { useDraftValue, type DraftControl } from './use-draft.ts';

/** What the screen can ask of the composer. */
export interface ComposerHandle {
  readonly focus: () => void;
  readonly openTemplates: () => void;
  /** Writes for the team alone. */
  readonly openNote: () => void;
}

export interface ComposerDockProps {
  readonly view: ConversationView;
  readonly mode: ComposerMode;
  readonly draft: DraftControl;
  /** A message was queued. */
  readonly onSent: (message: MessageRecord) => void;
  readonly ref: Ref<ComposerHandle>;
}

/** Moves the focus into the dock's own field after it has changed its form. */
function focusField(dock: HTMLElement | null): void {
  dock?.querySelector<HTMLElement>('[data-composer-focus]')?.focus();
}

/** Why files cannot be dropped now; null: they can. */
function dropRefusal(mode: ComposerMode, channel: Channel): 'sms' | 'closed' | 'opted_out' | null {
  if (mode === 'opted_out') return 'opted_out';
  if (channel === 'sms') return 'sms';
  return mode === 'template' ? 'closed' : null;
}

/** What is left of a draft when a template has gone out: its text, unless the template carried it. */
function afterTemplate(draft: Draft, variables: Readonly<Record<string, string>>): Draft {
  const text = asOneLine(draft.text);
  const carried = Object.values(variables).some((value) => asOneLine(value) === text);
  return { ...withoutOrder(draft), text: carried ? '' : draft.text, template: null };
}

/** Whether a draft still says what it said. */
function isSameReply(now: Draft, before: Draft): boolean {
  return JSON.stringify(now) === JSON.stringify(before);
}

/**
 * Where one writes: the freeform composer, the template picker with the kept draft above it, or
 * the word that nothing may be sent. What is typed stays through every change between them.
 */
export function ComposerDock(props: ComposerDockProps) {
  const { t } = useTranslation('composer');
  const client = useBridge();
  const { view, mode, draft: control } = props;
  const { conversation, contact } = view;
  const draft = useDraftValue(control);
  const attachments = useAttachments(conversation, draft, control);
  const dock = useRef<HTMLElement>(null);
  const [picking, setPicking] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isNote, setNote] = useState(() => isEmptyReply(draft) && draft.note !== undefined);
  const form = isNote ? 'note' : mode === 'freeform' && picking ? 'template' : mode;

  // Whoever was writing goes on writing in the composer's new form.
  const shownForm = useRef(form);
  useEffect(() => {
    if (shownForm.current === form) return;
    shownForm.current = form;
    if (document.activeElement === document.body) focusField(dock.current);
  }, [form]);

  useImperativeHandle(props.ref, () => ({
    focus: () => {
      setNote(false);
      requestAnimationFrame(() => focusField(dock.current));
    },
    openNote: () => {
      setNote(true);
      requestAnimationFrame(() => focusField(dock.current));
    },
    openTemplates: () => {
      setNote(false);
      if (conversation.channel === 'whatsapp') setPicking(true);
      requestAnimationFrame(() => focusField(dock.current));
    },
  }));

  // From the panel beside it somebody asks to write about an order.
  const writeOf = useEffectEvent((orderReference: string) => {
    setNote(false);
    control.change((now) => ({ ...now, orderReference }));
    requestAnimationFrame(() => focusField(dock.current));
  });
  useEffect(() => onWriteAbout((number) => writeOf(number)), []);

  function sendFreeform() {
    const steps = sendPlan(draft, ({ contentType }) => takesCaption(contentType));
    let left = draft;
    const given = giveSteps(client, conversation.id, steps, (message, step) => {
      left = steps[steps.indexOf(step) + 1]?.left ?? EMPTY_DRAFT;
      props.onSent(message);
    });
    setRefusal(null);
    const rest = { ...withoutOrder(draft), text: '', repliesToId: null, attachments: [] };
    control.giveAway(rest, given, () => left);
    given.catch((cause: unknown) => setRefusal(refusalOf(cause)));
  }

  /** Puts it down for its moment, without the relay too; what was written leaves when that is done. */
  async function sendLater(content: Scheduled['content'], at: number, rest: Draft) {
    setRefusal(null);
    const id = scheduledMessageId.parse(crypto.randomUUID());
    const about = { id, conversationId: conversation.id, content, at, ...aboutOrder(draft) };
    try {
      await schedule(client, about);
    } catch (cause) {
      setRefusal(refusalOf(cause));
      return;
    }
    setPicking(false);
    // What was typed since is another message.
    control.change((now) => (isSameReply(now, draft) ? rest : now));
  }

  function sendTemplate(template: TemplateRecord, variables: Readonly<Record<string, string>>) {
    setPicking(false);
    setRefusal(null);
    const given = giveMessage(client, 'message.sendTemplate', draft, (messageId) => ({
      messageId,
      conversationId: conversation.id,
      templateId: template.id,
      variables,
      ...aboutOrder(draft),
    }));
    control.giveAway(afterTemplate(draft, variables), given, () => draft);
    given.then(props.onSent, (cause: unknown) => setRefusal(refusalOf(cause)));
  }

  return (
    <section ref={dock} className={css['dock']} aria-label={t('region', { name: contact.name })}>
      <DropZone
        inside={dock}
        name={contact.name}
        refusal={dropRefusal(mode, conversation.channel)}
        onDrop={(files) => {
          setNote(false);
          setPicking(false);
          attachments.add(files);
        }}
      />
      <div className={css['column']}>
        {refusal === null ? null : (
          <SendNotice refusal={refusal} onDismiss={() => setRefusal(null)} />
        )}
        <div className={css['above']}>
          <ModeTabs
            isNote={isNote}
            onChange={(next) => {
              setNote(next);
              requestAnimationFrame(() => focusField(dock.current));
            }}
          />
          {isNote ? null : <CollisionLine conversationId={conversation.id} />}
        </div>
        <ScheduledHere
          view={view}
          onTakeBack={
            isEmptyReply(draft) && mode === 'freeform'
              ? ({ content, orderReference }) => {
                  if (content.kind !== 'text') return;
                  const { body: text, repliesToId } = content;
                  setPicking(false);
                  control.change((now) => ({
                    ...now,
                    text,
                    repliesToId,
                    ...(orderReference === undefined ? {} : { orderReference }),
                  }));
                }
              : null
          }
        />
        {draft.orderReference === undefined || form === 'note' ? null : (
          <OrderChip number={draft.orderReference} onRemove={() => control.change(withoutOrder)} />
        )}
        {form === 'note' ? <NoteComposer view={view} draft={draft} control={control} /> : null}
        {form === 'freeform' ? (
          <TextComposer
            view={view}
            draft={draft}
            control={control}
            attachments={attachments}
            onSend={sendFreeform}
            onSendLater={(at) => {
              const { text: body, repliesToId } = draft;
              const rest = { ...withoutOrder(draft), text: '', repliesToId: null };
              void sendLater({ kind: 'text', body, repliesToId }, at, rest);
            }}
            onTemplates={conversation.channel === 'whatsapp' ? () => setPicking(true) : null}
          />
        ) : null}
        {form === 'opted_out' ? (
          <>
            <OptedOutNotice channel={conversation.channel} hasText={!isEmptyReply(draft)} />
            <KeptDraft draft={draft} attachments={attachments} insertKey={null} onInsert={null} />
          </>
        ) : null}
        {form === 'template' ? (
          <TemplatePicker
            view={view}
            draft={draft}
            control={control}
            attachments={attachments}
            isBusinessInitiated={mode === 'template'}
            notice={mode === 'template' ? <ClosedNotice view={view} draft={draft} /> : null}
            onBack={mode === 'freeform' ? () => setPicking(false) : null}
            onSend={sendTemplate}
            onSendLater={(template, variables, at) =>
              void sendLater(
                { kind: 'template', templateId: template.id, variables },
                at,
                afterTemplate(draft, variables),
              )
            }
          />
        ) : null}
      </div>
    </section>
  );
}
