import { CornerDownLeft, ExternalLink, Phone, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import { templateParts } from '../../../shared/domain/template/parts.ts';
import css from './template-preview.module.css';

const ICONS = {
  quick_reply: CornerDownLeft,
  url: ExternalLink,
  phone_number: Phone,
  copy_code: Copy,
} as const satisfies Record<TemplateRecord['buttons'][number]['kind'], unknown>;

export interface TemplatePreviewProps {
  readonly template: TemplateRecord;
  readonly variables: Readonly<Record<string, string>>;
}

/** A text with its variables marked: filled ones as they will stand, others as their place. */
function Filled(props: {
  readonly text: string;
  readonly template: TemplateRecord;
  readonly variables: Readonly<Record<string, string>>;
}) {
  let from = 0;
  const nameOf = (key: string) =>
    props.template.variables.find((one) => one.key === key)?.name ?? key;
  return templateParts(props.text).map((part) => {
    from += 1;
    if (part.kind === 'text') return part.text;
    const value = props.variables[part.key] ?? '';
    const isEmpty = value.trim() === '';
    return (
      <mark key={`${part.key} ${from}`} className={css['variable']} data-empty={isEmpty}>
        {isEmpty ? `{{${nameOf(part.key)}}}` : value}
      </mark>
    );
  });
}

/** What the customer gets, as a message. */
export function TemplatePreview(props: TemplatePreviewProps) {
  const { t } = useTranslation('templates');
  const { template, variables } = props;
  return (
    <div className={css['preview']} role="region" aria-label={t('previewLabel')}>
      <div className={css['bubble']}>
        {template.header === null ? null : (
          <p className={css['header']} dir="auto">
            <Filled text={template.header} template={template} variables={variables} />
          </p>
        )}
        <p className={css['text']} dir="auto">
          <Filled text={template.body} template={template} variables={variables} />
        </p>
        {template.footer === null ? null : (
          <p className={css['footer']} dir="auto">
            {template.footer}
          </p>
        )}
        {template.buttons.length === 0 ? null : (
          <ul className={css['buttons']}>
            {template.buttons.map((button) => {
              const Icon = ICONS[button.kind];
              return (
                <li key={`${button.kind} ${button.title}`} title={t(`button.${button.kind}`)}>
                  <Icon size={14} aria-hidden />
                  <span dir="auto">{button.title}</span>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </div>
  );
}
