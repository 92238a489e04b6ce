import { v7 } from 'uuid';
import { sampleMediaSid } from '../../../assets/sample/media-sid.ts';
import { SAMPLE_TEMPLATES } from '../../../assets/sample/templates.ts';
import type { SampleConversation, SampleMessage } from '../../../assets/sample/world.ts';
import {
  type ConversationId,
  mediaId,
  type MessageId,
  messageId,
  type PersonId,
  type TenantId,
} from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { describeProblem } from '../../providers/twilio/error-codes.ts';

/** What a sample message needs from around it. */
export interface SampleSurroundings {
  readonly tenantId: TenantId;
  readonly conversationId: ConversationId;
  readonly people: ReadonlyMap<string, PersonId>;
  /** Where the simulator serves the account's messages. */
  readonly accountUrl: string;
}

/** A short while from being taken to being sent, delivered and read, ms. */
const STEP_MS = { sent: 800, delivered: 2600, read: 45_000 } as const;

/** The rows of a conversation's messages and their media. */
export function sampleMessages({ messages }: SampleConversation, around: SampleSurroundings) {
  const ids = new Map(messages.map(({ sid, at }) => [sid, messageId.parse(v7({ msecs: at }))]));
  const idOf = (sid: string | null): MessageId | null =>
    sid === null ? null : (ids.get(sid) ?? null);
  return messages.map((message) => {
    const id = idOf(message.sid) ?? messageId.parse(v7());
    return {
      row: { ...messageRow(message, around), id, replies_to_id: idOf(message.repliesToSid) },
      media: message.media.map(({ contentType, fileName }, position) => ({
        tenant_id: around.tenantId,
        id: mediaId.parse(v7({ msecs: message.at })),
        message_id: id,
        position,
        content_type: contentType,
        file_name: fileName,
        provider_url: `${around.accountUrl}/Messages/${message.sid}/Media/${sampleMediaSid(message.sid, position)}`,
      })),
    };
  });
}

function messageRow(message: SampleMessage, around: SampleSurroundings) {
  const { at, direction, status, referral, errorCode } = message;
  const reached = reachedBy(status);
  return {
    tenant_id: around.tenantId,
    conversation_id: around.conversationId,
    direction,
    kind: kindOf(message),
    body: message.body ?? message.media[0]?.caption ?? null,
    location: json(message.location),
    button: json(message.button),
    referral: json(
      referral === null
        ? null
        : { headline: referral.headline, body: referral.body, sourceUrl: referral.sourceUrl },
    ),
    template: json(templateOf(message)),
    ...authorOf(message, around.people),
    at,
    received_at: at,
    status,
    problem: json(
      errorCode === null
        ? null
        : { code: describeProblem(errorCode).code, providerCode: errorCode },
    ),
    sent_at: reached >= 1 ? at + STEP_MS.sent : null,
    delivered_at: reached >= 2 ? at + STEP_MS.delivered : null,
    read_at: reached >= 3 ? at + STEP_MS.read : null,
    provider_sid: message.sid,
  };
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** How far a message came: 1 sent, 2 delivered, 3 read. */
function reachedBy(status: SampleMessage['status']): number {
  if (status === 'undelivered') return 1;
  return ['sent', 'delivered', 'read'].indexOf(status) + 1;
}

function kindOf({ template, media, location, button }: SampleMessage): MessageRecord['kind'] {
  if (template !== null) return 'template';
  if (media.length > 0) return 'media';
  if (location !== null) return 'location';
  return button === null ? 'text' : 'button';
}

function authorOf({ direction, authorEmail }: SampleMessage, people: SampleSurroundings['people']) {
  const person = authorEmail === null ? undefined : people.get(authorEmail);
  if (direction === 'inbound') return { author_kind: 'contact' as const, author_person_id: null };
  return person === undefined
    ? { author_kind: 'system' as const, author_person_id: null }
    : { author_kind: 'person' as const, author_person_id: person };
}

function templateOf({ template }: SampleMessage): MessageRecord['template'] {
  if (template === null) return null;
  const { name, language, variables } = template;
  const known = SAMPLE_TEMPLATES.find((one) => one.name === name && one.language === language);
  const calls = known?.callToAction?.map(({ title }) => title) ?? [];
  const buttons = [...(known?.quickReplies ?? []), ...calls];
  return { templateId: null, name, language, variables: { ...variables }, buttons };
}
