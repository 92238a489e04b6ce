import {
  Copy,
  CornerDownLeft,
  ExternalLink,
  FileText,
  ImageIcon,
  Phone,
  Video,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type {
  ContentButton,
  MessageContent,
  TemplateContent,
} from '../../../../../shared/contract/template-content.ts';
import { replaceVariables } from '../../../../../shared/domain/template/content-parts.ts';
import { directionOf } from '../../../../../shared/domain/template/languages.ts';
import { RichText } from '../../../conversation/bubble/rich-text.tsx';
import css from './phone-preview.module.css';

const BUTTONS = {
  quick_reply: CornerDownLeft,
  url: ExternalLink,
  phone_number: Phone,
  copy_code: Copy,
} as const satisfies Record<ContentButton['kind'], unknown>;
const FILES = { image: ImageIcon, video: Video, document: FileText } as const;

export interface PhonePreviewProps {
  readonly content: TemplateContent;
  readonly language: string;
  /** What stands for the variables, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** A part was clicked: its field is wanted. */
  readonly onPlace?: (key: string) => void;
}

/** What the customer gets, as it looks on a phone. */
export function PhonePreview(props: PhonePreviewProps) {
  const { t } = useTranslation('library');
  const { content, language } = props;
  return (
    <div
      className={css['phone']}
      role="region"
      aria-label={t('previewLabel')}
      dir={directionOf(language)}
    >
      <div className={css['bubble']}>
        {content.kind === 'message' ? (
          <Message {...props} content={content} />
        ) : (
          <Password content={content} />
        )}
      </div>
    </div>
  );
}

function Part(props: {
  readonly place: string;
  readonly className: string | undefined;
  readonly onPlace: PhonePreviewProps['onPlace'];
  readonly children: React.ReactNode;
}) {
  const { onPlace, place } = props;
  // For the pointer alone: by keys the fields are one after another beside it.
  return (
    <div
      className={props.className}
      data-place={onPlace === undefined ? undefined : place}
      onClick={onPlace === undefined ? undefined : () => onPlace(place)}
    >
      {props.children}
    </div>
  );
}

function Message(props: PhonePreviewProps & { readonly content: MessageContent }) {
  const { t } = useTranslation('library');
  const { content, values, onPlace } = props;
  const { header, body, footer, buttons } = content;
  const fill = (text: string) =>
    replaceVariables(text, (name) => {
      const value = values[name] ?? '';
      return value.trim() === '' ? `{{${name}}}` : value;
    });
  const File =
    header.kind === 'none' || header.kind === 'text' || header.kind === 'location'
      ? null
      : FILES[header.kind];
  return (
    <>
      {header.kind === 'text' ? (
        <Part place="header" className={css['header']} onPlace={onPlace}>
          {fill(header.text)}
        </Part>
      ) : null}
      {File === null ? null : (
        <Part place="header" className={css['file']} onPlace={onPlace}>
          <File size={28} aria-hidden />
          <span>{t(`header.${header.kind}`)}</span>
        </Part>
      )}
      <Part place="body" className={css['text']} onPlace={onPlace}>
        {body.trim() === '' ? (
          <span className={css['nothing']}>{t('bodyEmpty')}</span>
        ) : (
          <RichText text={fill(body)} />
        )}
      </Part>
      {footer === '' ? null : (
        <Part place="footer" className={css['footer']} onPlace={onPlace}>
          {footer}
        </Part>
      )}
      {buttons.length === 0 ? null : (
        <div className={css['buttons']}>
          {buttons.slice(0, buttons.length > 3 ? 2 : 3).map((button, index) => {
            const Icon = BUTTONS[button.kind];
            return (
              <Part
                key={`${button.kind} ${index}`}
                place={`button.${index}.title`}
                className={css['button']}
                onPlace={onPlace}
              >
                <Icon size={14} aria-hidden />
                {button.title}
              </Part>
            );
          })}
          {buttons.length > 3 ? <div className={css['button']}>{t('seeAll')}</div> : null}
        </div>
      )}
    </>
  );
}

function Password(props: {
  readonly content: Extract<TemplateContent, { kind: 'one_time_password' }>;
}) {
  const { t } = useTranslation('library');
  const { copyTitle, securityLine, expiryMinutes } = props.content;
  return (
    <>
      <div className={css['text']}>
        {t('password.body')}
        {securityLine ? ` ${t('password.security')}` : ''}
      </div>
      {expiryMinutes === null ? null : (
        <div className={css['footer']}>{t('password.expiry', { count: expiryMinutes })}</div>
      )}
      <div className={css['buttons']}>
        <div className={css['button']}>
          <Copy size={14} aria-hidden />
          {copyTitle}
        </div>
      </div>
    </>
  );
}
