import { z } from 'zod';
import type { SenderRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { threadOf } from '../core/state.ts';
import type { Form } from '../http/form.ts';
import { channelOf, isRecipient } from '../platform/addresses.ts';
import { Refusal } from '../platform/refusal.ts';

const LONGEST_BODY = 1600;
const LONGEST_VARIABLE = 1600;
const MOST_MEDIA = 10;
const LONGEST_VALIDITY_S = 36_000;

/** A request to send that has passed the checks Twilio makes before it accepts one. */
export interface SendRequest {
  readonly to: string;
  readonly sender: SenderRecord;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly contentSid: string | null;
  readonly contentVariables: Record<string, string> | null;
  readonly statusCallback: string | null;
  readonly validitySeconds: number;
}

/**
 * Reads a POST to Messages.json as Twilio does.
 *
 * @throws Refusal with Twilio's code for whatever is wrong first
 */
export function readSendRequest(account: AccountState, form: Form): SendRequest {
  const to = form.filled('To');
  if (to === null) throw new Refusal(21604);
  const sender = findSender(account, form, to);
  if (!isRecipient(to)) throw new Refusal(21211, to);
  const content = readContent(account, form);
  const body = form.get('Body') ?? '';
  const mediaUrls = readMedia(form);
  if (content === null && body.trim() === '' && mediaUrls.length === 0) throw new Refusal(21602);
  if (Array.from(body).length > LONGEST_BODY) throw new Refusal(21617);
  if (threadOf(account, sender.address, to).optedOut) throw new Refusal(21610);
  return {
    to,
    sender,
    body,
    mediaUrls,
    contentSid: content?.sid ?? null,
    contentVariables: content?.variables ?? null,
    statusCallback: readStatusCallback(form),
    validitySeconds: readValidity(form),
  };
}

function findSender(account: AccountState, form: Form, to: string): SenderRecord {
  const service = form.filled('MessagingServiceSid');
  // Messaging Services are not simulated, so no account has one.
  if (service !== null) throw new Refusal(21701, service);
  if (form.filled('ScheduleType') !== null || form.filled('SendAt') !== null)
    throw new Refusal(35118);
  const from = form.filled('From');
  if (from === null) throw new Refusal(21603);
  if (channelOf(from) !== channelOf(to)) throw new Refusal(21910);
  const sender = account.senders.get(from);
  const isOnline = sender?.status === 'ONLINE' || sender?.status === 'ONLINE:UPDATING';
  if (sender !== undefined && isOnline) return sender;
  if (channelOf(from) === 'whatsapp') throw new Refusal(63007);
  throw /^\+?\d+$/.test(from) ? new Refusal(21606, from) : new Refusal(21212, from);
}

function readContent(
  account: AccountState,
  form: Form,
): { sid: string; variables: Record<string, string> | null } | null {
  const sid = form.filled('ContentSid');
  const variables = form.filled('ContentVariables');
  if (sid === null) {
    if (variables !== null) throw new Refusal(21654);
    return null;
  }
  if (!account.contents.has(sid)) throw new Refusal(21655);
  return { sid, variables: variables === null ? null : readVariables(variables) };
}

/** Values may not be empty, nor hold newlines, tabs or more than four spaces (error 21656). */
const variableValue = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((value) => value.trim() !== '' && !/[\n\r\t]| {5,}/.test(value));

function readVariables(text: string): Record<string, string> {
  const parsed = z
    .string()
    .transform((raw, context): unknown => {
      try {
        return JSON.parse(raw);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string().max(16), variableValue))
    .safeParse(text);
  if (!parsed.success) throw new Refusal(21656);
  if (Object.values(parsed.data).some((value) => value.length > LONGEST_VARIABLE)) {
    throw new Refusal(21658);
  }
  return parsed.data;
}

function readMedia(form: Form): readonly string[] {
  const urls = form.all('MediaUrl').filter((url) => url !== '');
  if (urls.length > MOST_MEDIA) throw new Refusal(21623);
  if (!urls.every(isWebAddress)) throw new Refusal(21620);
  return urls;
}

function readStatusCallback(form: Form): string | null {
  const url = form.filled('StatusCallback');
  if (url === null) return null;
  // Twilio wants a valid host name; underscores are not allowed in it.
  if (!isWebAddress(url) || new URL(url).hostname.includes('_')) throw new Refusal(21609, url);
  return url;
}

function readValidity(form: Form): number {
  const text = form.filled('ValidityPeriod');
  if (text === null) return LONGEST_VALIDITY_S;
  if (!/^\d+$/.test(text) || Number(text) < 1) throw new Refusal(90014);
  if (Number(text) > LONGEST_VALIDITY_S) throw new Refusal(90007);
  return Number(text);
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url);
}
