import type {
  ContentButton,
  ContentHeader,
  MessageContent,
  TemplateContent,
} from '../../contract/template-content.ts';
import { replaceVariables, variableNames } from './content-parts.ts';

/** What the provider keeps a template as. Source: Twilio, Content API, content types. */
export type ContentType =
  | 'twilio/text'
  | 'twilio/media'
  | 'twilio/quick-reply'
  | 'twilio/call-to-action'
  | 'whatsapp/card'
  | 'whatsapp/authentication';

/** The longest body of a `twilio/call-to-action`, in characters; a card takes what is longer. */
const CALL_TO_ACTION_BODY = 640;

type HeaderFamily = 'none' | 'text' | 'media' | 'location';
type ButtonFamily = 'none' | 'replies' | 'actions' | 'mixed';

/**
 * Every combination of header and buttons, without and with a footer. `null`: the provider has
 * no content type for it.
 */
const TABLE: Readonly<
  Record<
    HeaderFamily,
    Readonly<Record<ButtonFamily, readonly [MessageType | null, MessageType | null]>>
  >
> = {
  none: {
    none: ['twilio/text', 'whatsapp/card'],
    replies: ['twilio/quick-reply', 'whatsapp/card'],
    actions: ['twilio/call-to-action', 'whatsapp/card'],
    mixed: ['whatsapp/card', 'whatsapp/card'],
  },
  text: {
    none: ['whatsapp/card', 'whatsapp/card'],
    replies: ['whatsapp/card', 'whatsapp/card'],
    actions: ['whatsapp/card', 'whatsapp/card'],
    mixed: ['whatsapp/card', 'whatsapp/card'],
  },
  media: {
    none: ['twilio/media', 'whatsapp/card'],
    replies: ['whatsapp/card', 'whatsapp/card'],
    actions: ['whatsapp/card', 'whatsapp/card'],
    mixed: ['whatsapp/card', 'whatsapp/card'],
  },
  location: {
    none: [null, null],
    replies: [null, null],
    actions: [null, null],
    mixed: [null, null],
  },
};

const HEADERS: Readonly<Record<ContentHeader['kind'], HeaderFamily>> = {
  none: 'none',
  text: 'text',
  image: 'media',
  video: 'media',
  document: 'media',
  location: 'location',
};

function buttonFamily({ buttons }: MessageContent): ButtonFamily {
  if (buttons.length === 0) return 'none';
  const replies = buttons.filter(({ kind }) => kind === 'quick_reply').length;
  if (replies === 0) return 'actions';
  return replies === buttons.length ? 'replies' : 'mixed';
}

type MessageType = Exclude<ContentType, 'whatsapp/authentication'>;

function messageTypeOf(content: MessageContent): MessageType | null {
  const [bare, footed] = TABLE[HEADERS[content.header.kind]][buttonFamily(content)];
  const type = content.footer === '' ? bare : footed;
  return type === 'twilio/call-to-action' && content.body.length > CALL_TO_ACTION_BODY
    ? 'whatsapp/card'
    : type;
}

/** The provider's type for a template; null: there is none for this combination of parts. */
export function contentTypeOf(content: TemplateContent): ContentType | null {
  return content.kind === 'message' ? messageTypeOf(content) : 'whatsapp/authentication';
}

/** A template as the provider's Content API takes it: types by name, samples by number. */
export interface ProviderContent {
  readonly types: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly variables: Readonly<Record<string, string>>;
}

function action(button: ContentButton, index: number): Readonly<Record<string, unknown>> {
  const { title } = button;
  if (button.kind === 'url') return { type: 'URL', title, url: button.url };
  if (button.kind === 'phone_number') return { type: 'PHONE_NUMBER', title, phone: button.phone };
  if (button.kind === 'copy_code') return { type: 'COPY_CODE', title, code: button.code };
  return { type: 'QUICK_REPLY', title, id: `reply_${index + 1}` };
}

/** The content with `{{1}}`, `{{2}}`, … for its names. */
function numbered(content: MessageContent): {
  readonly content: MessageContent;
  readonly samples: Readonly<Record<string, string>>;
} {
  const names = variableNames(content);
  const number = (text: string) =>
    replaceVariables(text, (name) => `{{${names.indexOf(name) + 1}}}`);
  const { header } = content;
  return {
    content: {
      ...content,
      header: header.kind === 'text' ? { kind: 'text', text: number(header.text) } : header,
      body: number(content.body),
      buttons: content.buttons.map((button) =>
        button.kind === 'url' ? { ...button, url: number(button.url) } : button,
      ),
    },
    samples: Object.fromEntries(
      names.map((name, index) => [
        String(index + 1),
        content.variables.find((one) => one.name === name)?.sample ?? '',
      ]),
    ),
  };
}

/**
 * A template as it is created at the provider. Names become numbers in the order in which they
 * stand: header, body, buttons.
 *
 * @returns null for a combination that the provider has no type for (`contentTypeOf`)
 */
export function toProvider(content: TemplateContent): ProviderContent | null {
  if (content.kind === 'one_time_password') {
    const { copyTitle, securityLine, expiryMinutes } = content;
    return {
      types: {
        'whatsapp/authentication': {
          actions: [{ type: 'COPY_CODE', copy_code_text: copyTitle }],
          add_security_recommendation: securityLine,
          ...(expiryMinutes === null ? {} : { code_expiration_minutes: expiryMinutes }),
        },
      },
      variables: { 1: '123456' },
    };
  }
  const type = messageTypeOf(content);
  if (type === null) return null;
  const { content: given, samples } = numbered(content);
  const { header, body, footer } = given;
  const actions = given.buttons.map(action);
  const media = 'url' in header ? { media: [header.url] } : {};
  const card = {
    body,
    ...(header.kind === 'text' ? { header_text: header.text } : {}),
    ...media,
    ...(footer === '' ? {} : { footer }),
    ...(actions.length === 0 ? {} : { actions }),
  };
  const parts = {
    'twilio/text': { body },
    'twilio/media': { body, ...media },
    'twilio/quick-reply': { body, actions },
    'twilio/call-to-action': { body, actions },
    'whatsapp/card': card,
  }[type];
  return { types: { [type]: parts }, variables: samples };
}
