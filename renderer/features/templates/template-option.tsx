import { Ban, Clock3, Languages } from 'lucide-react';
import { ListBoxItem } from 'react-aria-components/ListBox';
import { useTranslation } from 'react-i18next';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import { languageDistance } from '../../../shared/domain/template/language-distance.ts';
import { templateParts } from '../../../shared/domain/template/parts.ts';
import { Chip } from '../../ui/chip.tsx';
import { isSendable } from './order-templates.ts';
import css from './template-option.module.css';
import { languageName } from './language-name.ts';

/** The words for a template's state, with Meta's reason where there is one. */
export function useStatusWords(): (template: TemplateRecord) => string {
  const { t } = useTranslation('templates');
  return ({ status, rejectionReason }) =>
    status === 'rejected' && rejectionReason !== null && rejectionReason !== ''
      ? t('status.rejectedBecause', { reason: rejectionReason })
      : t(`status.${status}`);
}

/** Its text with the places of its variables: samples would look like another customer's message. */
function Snippet(props: { readonly template: TemplateRecord }) {
  let from = 0;
  return (
    <span className={css['snippet']} dir="auto">
      {templateParts(props.template.body.replaceAll(/\s+/gu, ' ')).map((part) => {
        from += 1;
        if (part.kind === 'text') return part.text;
        return (
          <span key={`${part.key} ${from}`} className={css['sample']}>
            {`{{${part.key}}}`}
          </span>
        );
      })}
    </span>
  );
}

/** One template in the picker's list; what cannot be sent is there with its reason, but cannot be chosen. */
export function TemplateOption(props: {
  readonly template: TemplateRecord;
  readonly language: string | null;
}) {
  const { t, i18n } = useTranslation('templates');
  const words = useStatusWords();
  const { template, language } = props;
  const sendable = isSendable(template);
  const own = languageDistance(template.language, language) === 0;
  return (
    <ListBoxItem
      id={template.id}
      className={css['option'] ?? ''}
      textValue={template.name}
      isDisabled={!sendable}
    >
      <span className={css['line']}>
        <span className={css['name']}>{template.name}</span>
        <Chip
          tone={own ? 'accent' : 'neutral'}
          {...(own ? { icon: <Languages size={14} aria-hidden /> } : {})}
        >
          {languageName(template.language, i18n.language)}
        </Chip>
        <Chip>{t(`category.${template.category ?? 'unknown'}`)}</Chip>
      </span>
      {sendable ? (
        <Snippet template={template} />
      ) : (
        <span className={css['why']}>
          {template.status === 'pending' || template.status === 'received' ? (
            <Clock3 size={14} aria-hidden />
          ) : (
            <Ban size={14} aria-hidden />
          )}
          {words(template)}
        </span>
      )}
    </ListBoxItem>
  );
}
