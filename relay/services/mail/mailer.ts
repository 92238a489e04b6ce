import { createTransport } from 'nodemailer';

/** Where mails go out, as the settings have it. The address may hold a password. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where it needs them. */
  readonly url: string;
  /** Such as `Casement <casement@example.com>`. */
  readonly from: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends a mail. @throws {Error} of the mail server, or where it cannot be reached */
export type SendMail = (mail: Mail) => Promise<void>;

const PATIENCE_MS = 15_000;

/** Sends by this mail server. */
export function mailer({ url, from }: MailSettings): SendMail {
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return async ({ to, subject, text }) => {
    // As an object: a name or a comma in it could otherwise become another recipient.
    await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
  };
}
