import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Parts } from '../../parts.ts';
import {
  MalformedWebhookError,
  type ProviderAccount,
  type WebhookRequest,
} from '../../providers/provider.ts';
import type { StatusSink } from './apply-together.ts';
import { TooMuchWaitingError } from '../../gather.ts';
import { knownAccounts } from './known-accounts.ts';
import { openReception } from './receive-webhook.ts';
import { takeTemplateEvents } from '../../services/templates/take-events.ts';
import { BadFormError, readForm } from './read-form.ts';

/** Messaging webhooks of Twilio are a few kB. */
const BODY_LIMIT = 256 * 1024;

const params = z.object({ account: z.uuid() });
const query = z.object({ send: z.uuid().optional() });

type Signed = Pick<WebhookRequest, 'url' | 'signature'>;

const STATUS_CODES = {
  refused_account: 404,
  refused_signature: 403,
  refused_form: 400,
  refused_sender: 404,
  refused_busy: 503,
} as const;
export type WebhookOutcome = 'stored' | 'seen' | 'early' | 'ignored' | keyof typeof STATUS_CODES;

/**
 * Twilio's webhooks: `POST /webhooks/twilio/<account id>/messages`, `…/status`, and `…/events` for
 * the events of templates. Answered with 2xx only after the commit; what is not genuine leaves
 * nothing but a count. The first two take both: an address that was put into the wrong field at the
 * provider must lose no message.
 */
export function webhooks(parts: Parts, sink: StatusSink): FastifyPluginCallback {
  const { metrics, provider, publicUrl } = parts;
  const accounts = knownAccounts(parts);
  const receive = openReception(parts, sink);

  /** The account that a request is of, if the provider made it for that account. */
  const genuine = async (
    request: FastifyRequest,
    isOf: (account: ProviderAccount, signed: Signed) => boolean,
  ): Promise<ProviderAccount | 'refused_account' | 'refused_signature'> => {
    const at = params.safeParse(request.params);
    if (!at.success) return 'refused_account';
    const account = await accounts.find(at.data.account);
    if (account === null) return 'refused_account';
    const header = request.headers['x-twilio-signature'];
    const signed = {
      url: `${publicUrl}${request.raw.url ?? ''}`,
      signature: typeof header === 'string' ? header : undefined,
    };
    if (isOf(account, signed)) return account;
    // The account's token may be a new one.
    const read = await accounts.find(at.data.account, true);
    const isNow = read !== null && read !== account && isOf(read, signed);
    return isNow ? read : 'refused_signature';
  };

  const handle = async (request: FastifyRequest): Promise<WebhookOutcome> => {
    const form = request.body instanceof Buffer ? readForm(request.body) : {};
    const account = await genuine(request, (one, signed) =>
      provider.isGenuine(one, { ...signed, form }),
    );
    if (typeof account === 'string') return account;
    const event = provider.parseWebhook(account, form);
    if (event === null) return 'ignored';
    const asked = query.safeParse(request.query);
    return receive({
      account,
      event,
      token: asked.success ? (asked.data.send ?? null) : null,
      repeated: request.headers['i-twilio-idempotency-token'] !== undefined,
    });
  };

  const handleEvents = async (request: FastifyRequest): Promise<WebhookOutcome> => {
    const body = request.body instanceof Buffer ? request.body.toString('utf8') : '';
    const account = await genuine(request, (one, signed) =>
      provider.isGenuineEvent(one, { ...signed, body }),
    );
    if (typeof account === 'string') return account;
    const events = provider.parseTemplateEvents(account, body);
    if (events.length === 0) return 'ignored';
    const taken = await parts.store.inTenant(account.tenantId, (tx) =>
      takeTemplateEvents(tx, account.id, events, parts.clock.now()),
    );
    return taken > 0 ? 'stored' : 'seen';
  };

  const route =
    (kind: 'inbound' | 'status' | 'event') =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const stop = metrics.webhookSeconds.startTimer();
      const answer = kind === 'event' ? handleEvents(request) : handle(request);
      const outcome = await answer.catch((error: unknown) => {
        if (error instanceof BadFormError || error instanceof MalformedWebhookError) {
          parts.log.warn({ event: 'webhook_refused', reason: error.message });
          return 'refused_form' as const;
        }
        if (error instanceof TooMuchWaitingError) return 'refused_busy' as const;
        metrics.webhooks.inc({ kind, outcome: 'failed' });
        throw error;
      });
      metrics.webhooks.inc({ kind, outcome });
      stop();
      if (outcome in STATUS_CODES) {
        return reply.code(STATUS_CODES[refusal.parse(outcome)]).send();
      }
      // An empty TwiML answer: nothing is to be said back to the customer.
      return kind === 'inbound'
        ? reply.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>')
        : reply.code(204).send();
    };

  return (fastify, _options, done) => {
    // The raw bytes: what is signed is the form as it came.
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    const options = { bodyLimit: BODY_LIMIT };
    fastify.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
      const { statusCode: status = 500 } = error;
      // What Fastify itself refuses (too long, of no type) is not the relay's fault.
      if (status < 500) {
        const outcome = status === 413 ? 'refused_too_large' : 'refused_request';
        metrics.webhooks.inc({ kind: 'unknown', outcome });
        return reply.code(status).send();
      }
      parts.log.error({ event: 'webhook_failed', err: error });
      return reply.code(500).send();
    });
    fastify.post('/webhooks/twilio/:account/messages', options, route('inbound'));
    fastify.post('/webhooks/twilio/:account/status', options, route('status'));
    fastify.post('/webhooks/twilio/:account/events', options, route('event'));
    done();
  };
}

const refusal = z.enum([
  'refused_account',
  'refused_signature',
  'refused_form',
  'refused_sender',
  'refused_busy',
]);
