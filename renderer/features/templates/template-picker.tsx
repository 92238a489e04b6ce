import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, Draft } from '../../../shared/contract/bridge.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { isApple } from '../../ui/shortcut-keys.ts';
import type { Attachments } from '../attachments/use-attachments.ts';
import { KeptDraft } from '../composer/kept-draft.tsx';
import type { DraftControl } from '../composer/use-draft.ts';
import { insertTarget } from './insert-target.ts';
import { TemplateForm } from './template-form.tsx';
import { TemplateList } from './template-list.tsx';
import css from './template-picker.module.css';
import { asOneLine } from './variable-checks.ts';

export interface TemplatePickerProps {
  readonly view: ConversationView;
  readonly draft: Draft;
  readonly control: DraftControl;
  readonly attachments: Attachments;
  /** The customer has not just written: the platform wants an opt-in. */
  readonly isBusinessInitiated: boolean;
  /** Why only a template can be sent; null: the person chose to send one. */
  readonly notice: ReactNode;
  /** Back to the freeform composer; null where there is none now. */
  readonly onBack: (() => void) | null;
  /** @param at ms on the relay's clock */
  readonly onSendLater: (
    template: TemplateRecord,
    variables: Readonly<Record<string, string>>,
    at: number,
  ) => void;
  readonly onSend: (template: TemplateRecord, variables: Readonly<Record<string, string>>) => void;
}

/** Chooses a template and fills it; what is filled is part of the draft. */
export function TemplatePicker(props: TemplatePickerProps) {
  const { t } = useTranslation('composer');
  const { view, draft, control } = props;
  const { data, error, refetch } = useBridgeQuery('templates.list', {
    channel: view.conversation.channel,
  });
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const filling = draft.template;
  const chosen = data?.templates.find((template) => template.id === filling?.templateId) ?? null;
  const target =
    chosen === null || filling === null
      ? null
      : insertTarget(chosen, filling.variables, focusedKey);

  // Choosing, or going back to the list, takes the field away that had the focus.
  const picker = useRef<HTMLDivElement>(null);
  const shownId = useRef(chosen?.id);
  useEffect(() => {
    if (shownId.current === chosen?.id) return;
    shownId.current = chosen?.id;
    if (document.activeElement !== document.body) return;
    picker.current?.querySelector<HTMLElement>('[data-composer-focus]')?.focus();
  }, [chosen?.id]);

  function choose(template: TemplateRecord) {
    setFocusedKey(null);
    control.change((now) => ({ ...now, template: { templateId: template.id, variables: {} } }));
  }

  function fill(key: string, value: string) {
    control.change((now) =>
      now.template === null
        ? now
        : {
            ...now,
            template: {
              ...now.template,
              variables: { ...now.template.variables, [key]: value },
            },
          },
    );
  }

  const insert = target === null ? null : () => fill(target, asOneLine(draft.text));

  function onKeyDown(event: KeyboardEvent) {
    const mod = isApple(navigator.platform) ? event.metaKey : event.ctrlKey;
    if (!mod || !event.shiftKey || event.key.toLowerCase() !== 'k') return;
    if (insert === null || draft.text.trim() === '') return;
    event.preventDefault();
    insert();
  }

  return (
    <div ref={picker} className={css['picker']} onKeyDown={onKeyDown}>
      {props.notice}
      <KeptDraft
        draft={draft}
        attachments={props.attachments}
        insertKey={target}
        onInsert={insert}
        hint={chosen === null ? t('kept.hint') : ''}
      />
      <div className={css['card']}>
        {chosen === null || filling === null ? (
          <TemplateList
            templates={data?.templates ?? null}
            error={data === undefined ? error : null}
            isGone={data !== undefined && filling !== null}
            language={view.contact.language}
            onRetry={() => void refetch()}
            onChoose={choose}
            onBack={props.onBack}
          />
        ) : (
          <TemplateForm
            template={chosen}
            contact={view.contact}
            conversationId={view.conversation.id}
            variables={filling.variables}
            lacksOptIn={
              props.isBusinessInitiated &&
              view.contact.optIn[view.conversation.channel] !== 'opted_in'
            }
            onFill={fill}
            onFocusKey={setFocusedKey}
            onChange={() => control.change((now) => ({ ...now, template: null }))}
            onFlush={control.flush}
            onSendLater={(at) => props.onSendLater(chosen, filling.variables, at)}
            onSend={() => props.onSend(chosen, filling.variables)}
          />
        )}
      </div>
    </div>
  );
}
