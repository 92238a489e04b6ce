import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContentButton } from '../../../../../shared/contract/template-content.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import css from './editor.module.css';
import { FindingLines } from './finding-lines.tsx';
import { focusPlace } from './place-key.ts';
import { TextArea } from './text-area.tsx';

const KINDS = ['quick_reply', 'url', 'phone_number', 'copy_code'] as const;

function newButton(kind: ContentButton['kind']): ContentButton {
  if (kind === 'url') return { kind, title: '', url: 'https://' };
  if (kind === 'phone_number') return { kind, title: '', phone: '' };
  return kind === 'copy_code' ? { kind, title: '', code: '' } : { kind, title: '' };
}

export interface ButtonFieldsProps {
  readonly buttons: readonly ContentButton[];
  readonly onChange: (buttons: ContentButton[], key: string) => void;
}

/** The buttons below the text, in their order. */
export function ButtonFields(props: ButtonFieldsProps) {
  const { t } = useTranslation('library');
  const { buttons, onChange } = props;
  const put = (index: number, button: ContentButton, key: string) =>
    onChange(buttons.with(index, button), key);
  const move = (index: number, by: 1 | -1) => {
    const [one, other] = [buttons[index], buttons[index + by]];
    if (one === undefined || other === undefined) return;
    onChange(buttons.with(index, other).with(index + by, one), 'buttons');
  };
  return (
    <fieldset className={css['group']}>
      <legend className={css['legend']}>{t('buttonsLabel')}</legend>
      {buttons.map((button, index) => (
        <div key={`${button.kind} ${index}`} className={css['button']}>
          <TextArea
            label={t(`button.${button.kind}`)}
            place={`button.${index}.title`}
            value={button.title}
            longest={button.kind === 'quick_reply' ? 20 : 25}
            onChange={(title) => put(index, { ...button, title }, `button.${index}.title`)}
          />
          <ButtonValue button={button} index={index} onChange={put} />
          <div className={css['buttonTools']}>
            <IconButton
              size="small"
              label={t('moveUp')}
              icon={<ArrowUp size={16} aria-hidden />}
              isDisabled={index === 0}
              onPress={() => move(index, -1)}
            />
            <IconButton
              size="small"
              label={t('moveDown')}
              icon={<ArrowDown size={16} aria-hidden />}
              isDisabled={index === buttons.length - 1}
              onPress={() => move(index, 1)}
            />
            <IconButton
              size="small"
              label={t('removeButton')}
              icon={<Trash2 size={16} aria-hidden />}
              onPress={() => onChange(buttons.toSpliced(index, 1), 'buttons')}
            />
          </div>
        </div>
      ))}
      <div className={css['adders']}>
        {KINDS.map((kind) => (
          <Button
            key={kind}
            size="small"
            icon={<Plus size={14} aria-hidden />}
            onPress={() => {
              onChange([...buttons, newButton(kind)], 'buttons');
              requestAnimationFrame(() => focusPlace(`button.${buttons.length}.title`));
            }}
          >
            {t(`button.${kind}`)}
          </Button>
        ))}
      </div>
      <FindingLines place="buttons" />
    </fieldset>
  );
}

function ButtonValue(props: {
  readonly button: ContentButton;
  readonly index: number;
  readonly onChange: (index: number, button: ContentButton, key: string) => void;
}) {
  const { t } = useTranslation('library');
  const { button, index, onChange } = props;
  const place = `button.${index}.value`;
  if (button.kind === 'quick_reply') return null;
  if (button.kind === 'url') {
    return (
      <TextArea
        label={t('buttonUrl')}
        place={place}
        value={button.url}
        longest={2000}
        hint={t('buttonUrlHint')}
        onChange={(url) => onChange(index, { ...button, url }, place)}
      />
    );
  }
  return button.kind === 'phone_number' ? (
    <TextArea
      label={t('buttonPhone')}
      place={place}
      value={button.phone}
      longest={20}
      placeholder="+49 171 1234567"
      onChange={(phone) => onChange(index, { ...button, phone }, place)}
    />
  ) : (
    <TextArea
      label={t('buttonCode')}
      place={place}
      value={button.code}
      longest={15}
      onChange={(code) => onChange(index, { ...button, code }, place)}
    />
  );
}
