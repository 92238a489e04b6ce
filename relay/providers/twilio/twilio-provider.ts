import twilio from 'twilio';
import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import type {
  ListedMessage,
  Provider,
  ProviderAccount,
  ProviderMessage,
  ProviderTemplate,
  SendOutcome,
  SendRequest,
} from '../provider.ts';
import { recipient, toTwilio } from './addresses.ts';
import { outcomeOfError } from './call-outcome.ts';
import { createHttpClient } from './http-client.ts';
import { listedInbound } from './listed-inbound.ts';
import { fetchMedia } from './media.ts';
import { parseTemplateEvents } from './parse-events.ts';
import { parseTemplate } from './parse-template.ts';
import { parseWebhook } from './parse-webhook.ts';
import { templateCalls } from './template-calls.ts';
import { fromTwilioStatus } from './statuses.ts';
import { readPrice, readUsage } from './usage.ts';

export interface TwilioOptions {
  /** Another address than Twilio's own, such as the simulator's; null: Twilio. */
  readonly baseUrl: string | null;
  /** ms after which a call without an answer is given up. */
  readonly timeoutMs?: number;
}

const API = 'https://api.twilio.com';
const TIMEOUT_MS = 15_000;
/** Messages of a page of the whole list; Twilio gives up to 1,000. */
const PAGE = 200;
/** More than one person gets from one sender in the minute that a message may be in doubt. */
const NEWEST = 100;
/** Twilio's `date_created` has whole seconds. */
const SECOND = 1000;

/** Twilio, or what speaks like it, by Twilio's own SDK. */
export function createTwilioProvider({ baseUrl, timeoutMs = TIMEOUT_MS }: TwilioOptions): Provider {
  const httpClient = createHttpClient(baseUrl, timeoutMs);
  const client = ({ accountSid, authToken }: ProviderAccount) =>
    twilio(accountSid, authToken, { httpClient });

  return {
    send: async (account, request) => {
      try {
        return acceptance(await client(account).messages.create(sendOptions(request)));
      } catch (error) {
        return outcomeOfError(error);
      }
    },

    listSent: async (account, { channel, from, to, since }) => {
      // Newest first. A date cannot be asked for: a message that is still queued has none sent.
      const messages = await client(account).messages.list({
        from: toTwilio(channel, from),
        to: recipient(channel, to),
        pageSize: NEWEST,
        limit: NEWEST,
      });
      return messages.map(inBooks).filter(({ createdAt }) => createdAt >= since - SECOND);
    },

    listMessages: async (account, page) => {
      const { messages } = client(account);
      const found = await (page === null
        ? messages.page({ pageSize: PAGE })
        : messages.getPage(page));
      return { messages: found.instances.map(listed), next: found.nextPageUrl ?? null };
    },

    listMedia: async (account, providerSid) => {
      try {
        const media = await client(account).messages(providerSid).media.list();
        return media.map(({ uri, contentType }) => ({
          url: `${baseUrl ?? API}${uri.replace(/\.json$/, '')}`,
          contentType,
        }));
      } catch (error) {
        if (error instanceof twilio.RestException && error.status === 404) return [];
        throw error;
      }
    },

    fetchMessage: async (account, providerSid) => {
      try {
        return inBooks(await client(account).messages(providerSid).fetch());
      } catch (error) {
        if (error instanceof twilio.RestException && error.status === 404) return null;
        throw error;
      }
    },

    usageRecords: async (account, from, to) => readUsage(client(account), from, to),

    listTemplates: async (account) => {
      const items = await client(account).content.v1.contentAndApprovals.list({ pageSize: 500 });
      return items
        .map((item) => parseTemplate(item))
        .filter((template): template is ProviderTemplate => template !== null);
    },

    ...templateCalls(client),

    fetchMedia: (account, url, maxBytes) =>
      fetchMedia(account, url, { baseUrl, timeoutMs, maxBytes }),

    isGenuine: ({ authToken }, { url, signature, form }) =>
      signature !== undefined && twilio.validateRequest(authToken, signature, url, form),

    isGenuineEvent: ({ authToken }, { url, signature, body }) =>
      signature !== undefined && twilio.validateRequestWithBody(authToken, signature, url, body),

    parseTemplateEvents,
    parseWebhook,
  };
}

function sendOptions({ channel, from, to, content, statusCallback, validitySeconds }: SendRequest) {
  return {
    from: toTwilio(channel, from),
    to: recipient(channel, to),
    statusCallback,
    ...(validitySeconds === null ? {} : { validityPeriod: validitySeconds }),
    ...contentOptions(content),
  };
}

function contentOptions(content: SendRequest['content']) {
  switch (content.kind) {
    case 'text':
      return { body: content.body };
    case 'media':
      return {
        mediaUrl: [content.url],
        ...(content.body === null ? {} : { body: content.body }),
      };
    case 'template':
      return {
        contentSid: content.contentSid,
        contentVariables: JSON.stringify(content.variables),
      };
    default:
      return content satisfies never;
  }
}

function acceptance({ sid, status }: MessageInstance): SendOutcome {
  const known = fromTwilioStatus(status);
  // An answer that is not a message, as of a proxy, proves nothing.
  if (typeof sid !== 'string' || known === null || known === 'received') {
    return { kind: 'in_doubt', reason: 'the answer was not a message' };
  }
  return { kind: 'accepted', providerSid: sid, status: known };
}

function inBooks(message: MessageInstance): ProviderMessage {
  return {
    providerSid: message.sid,
    direction: message.direction === 'inbound' ? 'inbound' : 'outbound',
    body: message.body === '' ? null : message.body,
    status: fromTwilioStatus(message.status) ?? 'accepted',
    errorCode: message.errorCode ?? null,
    createdAt: message.dateCreated.getTime(),
    price: readPrice(message.price, message.priceUnit),
  };
}

function listed(message: MessageInstance): ListedMessage {
  return {
    ...inBooks(message),
    inbound: listedInbound(message),
    mediaCount: Number(message.numMedia),
  };
}
