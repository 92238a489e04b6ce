import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateContent } from '../../../../../shared/contract/template-content.ts';
import type { TemplateVersionRecord } from '../../../../../shared/contract/template-library.ts';
import { diffTexts } from '../../../../../shared/domain/template/library/diff-texts.ts';
import { Dialog } from '../../../../ui/dialog.tsx';
import { SelectField } from '../../../../ui/select-field.tsx';
import formCss from '../../admin-form.module.css';
import css from './compare.module.css';

export interface CompareDialogProps {
  readonly versions: readonly TemplateVersionRecord[];
  /** What is written now, by language. */
  readonly drafts: readonly { readonly language: string; readonly content: TemplateContent }[];
  /** What is compared at first. */
  readonly with: TemplateVersionRecord;
  readonly onClose: () => void;
}

/** The parts of a content as texts that can be compared. */
function partsOf(content: TemplateContent): readonly (readonly [string, string])[] {
  if (content.kind === 'one_time_password') {
    const { copyTitle, securityLine, expiryMinutes } = content;
    return [['buttons', `${copyTitle}\n${String(securityLine)}\n${expiryMinutes ?? ''}`]];
  }
  const { header, body, footer, buttons, variables } = content;
  return [
    ['header', header.kind === 'text' ? header.text : 'url' in header ? header.url : ''],
    ['body', body],
    ['footer', footer],
    ['buttons', buttons.map((button) => Object.values(button).join(' · ')).join('\n')],
    ['variables', variables.map(({ name, sample }) => `${name}: ${sample}`).join('\n')],
  ];
}

/** Two versions of a template word by word: what is gone, what is new. */
export function CompareDialog(props: CompareDialogProps) {
  const { t } = useTranslation('library');
  const { versions, drafts } = props;
  const choices = [
    ...drafts.map(({ language, content }) => ({
      value: `draft ${language}`,
      label: t('compare.draft', { language }),
      content,
    })),
    ...versions.map(({ id, number, language, content }) => ({
      value: String(id),
      label: t('version', { number, language }),
      content,
    })),
  ];
  const before = versions.find(
    ({ language, number }) => language === props.with.language && number < props.with.number,
  );
  const [left, setLeft] = useState<string>(before?.id ?? props.with.id);
  const [right, setRight] = useState<string>(
    before === undefined ? `draft ${props.with.language}` : props.with.id,
  );
  const contentOf = (value: string) =>
    choices.find((one) => one.value === value)?.content ?? props.with.content;
  const [one, other] = [new Map(partsOf(contentOf(left))), new Map(partsOf(contentOf(right)))];
  const parts = [...new Set([...one.keys(), ...other.keys()])].map((part) => ({
    part,
    pieces: diffTexts(one.get(part) ?? '', other.get(part) ?? ''),
  }));
  const changed = parts.filter(({ pieces }) => pieces.some(({ kind }) => kind !== 'same'));
  const options = choices.map(({ value, label }) => ({ value, label }));
  return (
    <Dialog title={t('compare.title')} isOpen onClose={props.onClose}>
      <div className={formCss['form']}>
        <div className={css['pair']}>
          <SelectField
            label={t('compare.from')}
            value={left}
            options={options}
            onChange={setLeft}
          />
          <SelectField
            label={t('compare.to')}
            value={right}
            options={options}
            onChange={setRight}
          />
        </div>
        {changed.length === 0 ? <p>{t('compare.same')}</p> : null}
        {changed.map(({ part, pieces }) => (
          <section key={part} aria-label={t(`compare.part.${part}`)}>
            <h3 className={formCss['legend']}>{t(`compare.part.${part}`)}</h3>
            <p className={css['text']} dir="auto">
              {pieces.map(({ kind, text }, index) =>
                kind === 'same' ? (
                  text
                ) : kind === 'removed' ? (
                  <del key={`${index} ${text}`} className={css['removed']}>
                    {text}
                  </del>
                ) : (
                  <ins key={`${index} ${text}`} className={css['added']}>
                    {text}
                  </ins>
                ),
              )}
            </p>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
