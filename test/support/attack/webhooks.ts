import { createHmac, randomBytes } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';

export interface WebhookTarget {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
}

export interface Posted {
  readonly status: number;
  readonly body: string;
}

/** A customer's message as Twilio sends it, under an id of its own. */
export function customerMessage(
  accountSid: string,
  sid = `SM${randomBytes(16).toString('hex')}`,
): Readonly<Record<string, string>> {
  return {
    MessageSid: sid,
    SmsMessageSid: sid,
    AccountSid: accountSid,
    From: 'whatsapp:+13125550199',
    To: 'whatsapp:+13125550142',
    Body: 'Is it in stock?',
    NumMedia: '0',
    ProfileName: 'Mara',
    WaId: '13125550199',
  };
}

/** Twilio's signature, written down from its documentation and not from its SDK. */
export function signature(
  { url, authToken }: Pick<WebhookTarget, 'url' | 'authToken'>,
  form: Readonly<Record<string, string>>,
): string {
  const fields = Object.keys(form).toSorted((a, b) => (a < b ? -1 : 1));
  const signed = url + fields.map((name) => `${name}${form[name]}`).join('');
  return createHmac('sha1', authToken).update(signed).digest('base64');
}

/** Posts webhooks over connections that are kept. */
export function webhookPoster(connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    /**
     * @param from the address for which a proxy of this machine would ask
     * @param signed null: without a signature
     */
    post: (
      url: string,
      form: Readonly<Record<string, string>>,
      signed: string | null,
      from: string,
    ): Promise<Posted> =>
      new Promise((resolve, reject) => {
        const body = new URLSearchParams(form).toString();
        const request = httpRequest(url, {
          agent,
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
            'x-forwarded-for': from,
            ...(signed === null ? {} : { 'x-twilio-signature': signed }),
          },
        });
        request.on('error', reject);
        request.on('response', (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('error', reject);
          response.on('data', (part: string) => (answer += part));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: answer }));
        });
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}
