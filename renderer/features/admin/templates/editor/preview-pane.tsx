import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateContent } from '../../../../../shared/contract/template-content.ts';
import { variableNames } from '../../../../../shared/domain/template/content-parts.ts';
import { Choice } from '../../../../ui/choice.tsx';
import { PhonePreview } from './phone-preview.tsx';
import css from './editor.module.css';

const FILLS = ['sample', 'shortest', 'longest'] as const;
/** A value as long as people's names and numbers get. */
const LONG = 'Maximiliane Featherstonehaugh-Oppenheimer ';

export interface PreviewPaneProps {
  readonly content: TemplateContent;
  readonly language: string;
  readonly onPlace: (key: string) => void;
}

/** The preview with samples, or with the shortest and longest values that there may be. */
export function PreviewPane(props: PreviewPaneProps) {
  const { t } = useTranslation('library');
  const { content } = props;
  const [fill, setFill] = useState<(typeof FILLS)[number]>('sample');
  const samples = content.kind === 'message' ? content.variables : [];
  const valueOf = (name: string): string => {
    if (fill === 'shortest') return '1';
    if (fill === 'longest') return LONG.repeat(2).trim();
    return samples.find((one) => one.name === name)?.sample ?? '';
  };
  const names = content.kind === 'message' ? variableNames(content) : [];
  return (
    <div className={css['preview']}>
      <PhonePreview
        content={content}
        language={props.language}
        values={Object.fromEntries(names.map((name) => [name, valueOf(name)]))}
        onPlace={props.onPlace}
      />
      {names.length === 0 ? null : (
        <Choice
          label={t('fillWith')}
          value={fill}
          options={FILLS.map((value) => ({ value, label: t(`fill.${value}`) }))}
          onChange={setFill}
        />
      )}
    </div>
  );
}
