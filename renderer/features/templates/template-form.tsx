import { ArrowLeft, SendHorizontal } from 'lucide-react';
import { lazy, Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { ContactRecord, TemplateRecord } from '../../../shared/contract/records.ts';
import { loadStrings } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SendLaterMenu } from '../scheduled/send-later-menu.tsx';
import { PriceHint } from '../spend/price-hint.tsx';
import { languageName } from './language-name.ts';
import { isSendable } from './order-templates.ts';
import { sendBlock } from './send-block.ts';
import css from './template-form.module.css';
import { useStatusWords } from './template-option.tsx';
import { TemplatePreview } from './template-preview.tsx';
import { asOneLine, checkTemplate, variableKeys } from './variable-checks.ts';
import { VariableField } from './variable-field.tsx';

const FillMenu = lazy(async () => {
  const [{ FillMenu: Fill }] = await Promise.all([
    import('../orders/fill-menu.tsx'),
    loadStrings('orders'),
  ]);
  return { default: Fill };
});

export interface TemplateFormProps {
  readonly template: TemplateRecord;
  /** Who gets it: what is known of them and of their orders can be filled in. */
  readonly contact: ContactRecord;
  readonly conversationId: ConversationId;
  readonly variables: Readonly<Record<string, string>>;
  /** The customer has not agreed to messages that the business starts. */
  readonly lacksOptIn: boolean;
  readonly onFill: (key: string, value: string) => void;
  /** The field of this variable has got the focus. */
  readonly onFocusKey: (key: string) => void;
  /** Back to the list. */
  readonly onChange: () => void;
  readonly onFlush: () => void;
  /** @param at ms on the relay's clock */
  readonly onSendLater: (at: number) => void;
  readonly onSend: () => void;
}

/** Fills a template's variables beside the picture of what the customer gets. */
export function TemplateForm(props: TemplateFormProps) {
  const { t, i18n } = useTranslation('templates');
  const composer = useTranslation('composer');
  const statusWords = useStatusWords();
  const reasonId = useId();
  const { template, variables } = props;
  const check = checkTemplate(template, variables);
  const keys = variableKeys(template);
  const block = sendBlock(check, isSendable(template), props.lacksOptIn);
  const category = t(`category.${template.category ?? 'unknown'}`);

  function reason(): string {
    switch (block.kind) {
      case 'none':
        break;
      case 'not_approved':
        return t('notApproved', { status: statusWords(template).toLocaleLowerCase() });
      case 'no_opt_in':
        return `${t('noOptIn')} ${t('noOptInNext')}`;
      case 'body_too_long':
        return t('bodyTooLong', { count: block.count });
      case 'fill':
        return t('toFill', { count: block.count });
      case 'mend':
        return t('toMend', { count: block.count });
    }
    return composer.t('cost.templateCategory', { category: category.toLocaleLowerCase() });
  }

  return (
    <form
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (block.kind === 'none') props.onSend();
      }}
    >
      <div className={css['head']}>
        <IconButton
          label={t('change')}
          icon={<ArrowLeft size={16} aria-hidden />}
          onPress={props.onChange}
        />
        <h2 className={css['name']}>{template.name}</h2>
        <Chip>{languageName(template.language, i18n.language)}</Chip>
        <Chip>{category}</Chip>
      </div>
      <div className={css['body']}>
        <div className={css['fields']}>
          {keys.length === 0 ? <p className={css['nothing']}>{t('noVariables')}</p> : null}
          {keys.map((key, index) => (
            <VariableField
              key={key}
              template={template}
              variable={key}
              value={variables[key] ?? ''}
              problem={check.problems[key] ?? null}
              takesFocus={index === 0}
              onFill={(value) => props.onFill(key, value)}
              onFocus={() => props.onFocusKey(key)}
              onBlur={props.onFlush}
              renderFill={(name) => (
                <Suspense fallback={null}>
                  <FillMenu
                    contact={props.contact}
                    language={template.language}
                    name={name}
                    onFill={(value) => {
                      props.onFill(key, asOneLine(value));
                      props.onFlush();
                    }}
                  />
                </Suspense>
              )}
            />
          ))}
        </div>
        <TemplatePreview template={template} variables={variables} />
      </div>
      <div className={css['foot']}>
        <span id={reasonId} className={css['reason']} data-kind={block.kind}>
          {reason()}
          {block.kind === 'none' ? (
            <>
              {' · '}
              <PriceHint
                conversationId={props.conversationId}
                templateId={template.id}
                segments={1}
                otherwise="…"
              />
            </>
          ) : null}
        </span>
        <SendLaterMenu isDisabled={block.kind !== 'none'} onPick={props.onSendLater} />
        <Button
          variant="primary"
          type="submit"
          isDisabled={block.kind !== 'none'}
          describedBy={reasonId}
          icon={<SendHorizontal size={16} aria-hidden />}
        >
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
