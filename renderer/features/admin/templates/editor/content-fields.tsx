import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageContent } from '../../../../../shared/contract/template-content.ts';
import { variableNames } from '../../../../../shared/domain/template/content-parts.ts';
import { Button } from '../../../../ui/button.tsx';
import { insertAt } from '../../../composer/insert-at.ts';
import { ButtonFields } from './button-fields.tsx';
import css from './editor.module.css';
import { HeaderField } from './header-field.tsx';
import { fieldId } from './place-key.ts';
import { TextArea } from './text-area.tsx';
import { VariableFields } from './variable-fields.tsx';

/** Names that a distributor's templates often have, offered as long as the text is without them. */
const OFFERED = ['contact_name', 'order_number', 'delivery_date', 'amount', 'due_date'];

export interface ContentFieldsProps {
  readonly content: MessageContent;
  readonly onChange: (content: MessageContent, key: string) => void;
}

/** Header, body, footer, buttons and variables of one language. */
export function ContentFields(props: ContentFieldsProps) {
  const { t } = useTranslation('library');
  const { content, onChange } = props;
  const names = variableNames(content);
  const insert = (name: string) => {
    const element = document.getElementById(fieldId('body'));
    const isField = element instanceof HTMLTextAreaElement;
    const [from, to] = isField
      ? [element.selectionStart, element.selectionEnd]
      : [content.body.length, content.body.length];
    const next = insertAt(content.body, from, to, `{{${name}}}`);
    onChange({ ...content, body: next.text }, `insert ${name}`);
    if (!isField) return;
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(next.cursor, next.cursor);
    });
  };
  return (
    <>
      <HeaderField
        header={content.header}
        onChange={(header) => onChange({ ...content, header }, 'header')}
      />
      <TextArea
        label={t('bodyLabel')}
        place="body"
        value={content.body}
        longest={1024}
        rows={7}
        hint={t('bodyHint')}
        onChange={(body) => onChange({ ...content, body }, 'body')}
      >
        <div className={css['adders']} role="group" aria-label={t('putIn')}>
          {OFFERED.filter((name) => !names.includes(name)).map((name) => (
            <Button
              key={name}
              size="small"
              icon={<Plus size={14} aria-hidden />}
              onPress={() => insert(name)}
            >
              {name}
            </Button>
          ))}
        </div>
      </TextArea>
      <VariableFields
        content={content}
        onChange={(variables, key) => onChange({ ...content, variables }, key)}
      />
      <TextArea
        label={t('footerLabel')}
        place="footer"
        value={content.footer}
        longest={60}
        onChange={(footer) => onChange({ ...content, footer }, 'footer')}
      />
      <ButtonFields
        buttons={content.buttons}
        onChange={(buttons, key) => onChange({ ...content, buttons }, key)}
      />
    </>
  );
}
