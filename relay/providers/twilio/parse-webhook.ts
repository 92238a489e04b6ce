import { z } from 'zod';
import {
  type Address,
  type InboundMessage,
  MalformedWebhookError,
  type ProviderAccount,
  type ProviderEvent,
  type StatusUpdate,
} from '../provider.ts';
import { fromTwilio } from './addresses.ts';
import { fromTwilioStatus } from './statuses.ts';

/* Fields of Twilio's messaging webhooks. Parameters grow without notice: what is not named
 * here is left alone. */

type Form = Readonly<Record<string, string>>;

/** Twilio's codes have five digits. */
const MAX_ERROR_CODE = 99_999;

const sid = z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/);
/** What a message can do without: where it is not as expected, the rest must not be lost. */
const extra = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const common = z.object({ AccountSid: z.string(), MessageSid: sid });
const statusForm = common.extend({
  MessageStatus: z.string().min(1),
  ErrorCode: extra(z.coerce.number().int().nonnegative().max(MAX_ERROR_CODE)),
});
const inboundForm = common.extend({
  From: z.string(),
  To: z.string(),
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).max(20).default(0),
  ProfileName: z.string().optional(),
  ExternalUserId: z.string().optional(),
  ButtonText: z.string().optional(),
  ButtonPayload: z.string().optional(),
  Latitude: extra(z.coerce.number().min(-90).max(90)),
  Longitude: extra(z.coerce.number().min(-180).max(180)),
  Address: z.string().optional(),
  Label: z.string().optional(),
  OriginalRepliedMessageSid: extra(sid),
  ReferralBody: z.string().optional(),
  ReferralHeadline: z.string().optional(),
  ReferralSourceUrl: z.string().optional(),
  ReferralSourceId: z.string().optional(),
});
type InboundForm = z.infer<typeof inboundForm>;

/** See `Provider.parseWebhook`. */
export function parseWebhook(account: ProviderAccount, form: Form): ProviderEvent | null {
  const given = Object.fromEntries(
    Object.entries(form)
      // The database takes no such character, and no text has a use for it.
      .map(([name, value]): [string, string] => [name, value.replaceAll('\0', '')])
      // An empty field is one that does not apply.
      .filter(([, value]) => value !== ''),
  );
  return 'MessageStatus' in given ? parseStatus(account, given) : parseInbound(account, given);
}

function checked<T extends { readonly AccountSid: string }>(
  account: ProviderAccount,
  schema: z.ZodType<T>,
  form: Form,
): T {
  const parsed = schema.safeParse(form);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.'));
    throw new MalformedWebhookError(`missing or wrong: ${fields.join(', ')}`);
  }
  if (parsed.data.AccountSid !== account.accountSid) {
    throw new MalformedWebhookError('it is of another account');
  }
  return parsed.data;
}

function parseStatus(account: ProviderAccount, form: Form): StatusUpdate | null {
  const { MessageSid, MessageStatus, ErrorCode } = checked(account, statusForm, form);
  const status = fromTwilioStatus(MessageStatus);
  if (status === null || status === 'received') return null;
  return { kind: 'status', providerSid: MessageSid, status, errorCode: ErrorCode ?? null };
}

function parseInbound(account: ProviderAccount, form: Form): InboundMessage {
  const data = checked(account, inboundForm, form);
  const from = fromTwilio(data.From);
  const to = fromTwilio(data.To);
  if (from === null || to === null || to.address.phone === null || from.channel !== to.channel) {
    throw new MalformedWebhookError('missing or wrong: From, To');
  }
  return {
    kind: 'inbound',
    providerSid: data.MessageSid,
    channel: from.channel,
    from: withUserId(from.address, data.ExternalUserId),
    to: to.address.phone,
    profileName: data.ProfileName ?? null,
    body: data.Body === '' ? null : data.Body,
    media: media(form, data.NumMedia),
    location: location(data),
    button:
      data.ButtonText === undefined
        ? null
        : { text: data.ButtonText, payload: data.ButtonPayload ?? null },
    referral: referral(data),
    repliesToSid: data.OriginalRepliedMessageSid ?? null,
  };
}

function withUserId(address: Address, externalUserId: string | undefined): Address {
  const known = externalUserId === undefined ? null : fromTwilio(`whatsapp:${externalUserId}`);
  return { ...address, whatsappUserId: known?.address.whatsappUserId ?? address.whatsappUserId };
}

function media(form: Form, count: number): InboundMessage['media'] {
  return Array.from({ length: count }, (_, index) => {
    const url = form[`MediaUrl${index}`];
    if (url === undefined || !URL.canParse(url)) {
      throw new MalformedWebhookError(`missing or wrong: MediaUrl${index}`);
    }
    return { url, contentType: form[`MediaContentType${index}`] ?? 'application/octet-stream' };
  });
}

function location({ Latitude, Longitude, Address: address, Label }: InboundForm) {
  if (Latitude === undefined || Longitude === undefined) return null;
  return {
    latitude: Latitude,
    longitude: Longitude,
    address: address ?? null,
    label: Label ?? null,
  };
}

function referral(data: InboundForm): InboundMessage['referral'] {
  const {
    ReferralBody: body = null,
    ReferralHeadline: headline = null,
    ReferralSourceUrl: sourceUrl = null,
  } = data;
  if (
    body === null &&
    headline === null &&
    sourceUrl === null &&
    data.ReferralSourceId === undefined
  )
    return null;
  return { headline, body, sourceUrl };
}
