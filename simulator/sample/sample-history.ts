import { sampleMediaSid } from '../../assets/sample/media-sid.ts';
import type {
  SampleConversation,
  SampleCustomer,
  SampleMessage,
} from '../../assets/sample/world.ts';
import type { HistoryEntry } from '../customers/history.ts';

/** Reads a file of the sample as base64; null when there is no such file. */
type MediaReader = (fileName: string) => string | null;

/** What the history refers to. */
export interface HistoryParts {
  readonly customers: ReadonlyMap<string, SampleCustomer>;
  /** The ContentSid of a template. */
  readonly contentSid: (name: string, language: string) => string | null;
  readonly readMedia: MediaReader;
}

/** The address of a sample customer on a channel; null when they cannot be reached there. */
export function addressOn(customer: SampleCustomer, channel: 'whatsapp' | 'sms'): string | null {
  if (channel === 'sms') return customer.phone;
  const bare = customer.phone ?? customer.whatsappUserId;
  return bare === null ? null : `whatsapp:${bare}`;
}

/** The messages of one conversation of the sample as the provider would have them. */
export function historyOf(conversation: SampleConversation, parts: HistoryParts): HistoryEntry[] {
  const customer = parts.customers.get(conversation.customerKey);
  const theirs = customer === undefined ? null : addressOn(customer, conversation.channel);
  if (theirs === null) {
    throw new Error(`The sample's customer ${conversation.customerKey} has no address.`);
  }
  const prefix = conversation.channel === 'whatsapp' ? 'whatsapp:' : '';
  const ours = prefix + conversation.senderAddress;
  return conversation.messages.map((message) => entryOf(message, ours, theirs, parts));
}

function entryOf(
  message: SampleMessage,
  ours: string,
  theirs: string,
  parts: HistoryParts,
): HistoryEntry {
  const isInbound = message.direction === 'inbound';
  const { template, referral } = message;
  return {
    sid: message.sid,
    direction: message.direction,
    from: isInbound ? theirs : ours,
    to: isInbound ? ours : theirs,
    body: message.body,
    at: message.at,
    status: message.status,
    errorCode: message.errorCode,
    media: message.media.flatMap(({ contentType, fileName }, position) => {
      const base64 = parts.readMedia(fileName);
      const sid = sampleMediaSid(message.sid, position);
      return base64 === null ? [] : [{ contentType, base64, sid }];
    }),
    contentSid: template === null ? null : parts.contentSid(template.name, template.language),
    contentVariables: template === null ? null : { ...template.variables },
    inbound: isInbound
      ? {
          button: message.button,
          location: message.location,
          referral: referral === null ? null : { ...referral, sourceType: 'ad', clickId: null },
          repliesToSid: message.repliesToSid,
        }
      : null,
  };
}
