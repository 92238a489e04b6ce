import { resolve } from 'node:path';
import { z } from 'zod';
import {
  singleSignOnOf,
  type SingleSignOnSettings,
  singleSignOnSettings,
} from './config/single-sign-on.ts';
import { firstTenantOf, firstTenantSettings, type FirstTenant } from './config/first-tenant.ts';
import { THIS_MACHINE, trustedProxies } from './limits/address.ts';
import type { MailSettings } from './services/mail/mailer.ts';
import { SetupError } from './setup-error.ts';

const KEY_BYTES = 32;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Every address of the machine: to listen on, and nobody's to call. */
const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

function isLoopback(url: string): boolean {
  return LOOPBACK.has(new URL(url).hostname);
}

/** Secrets go there: without encryption it must be this machine. */
const webAddress = z
  .url({ protocol: /^https?$/, hostname: /./, error: 'must be a web address', abort: true })
  .refine((url) => url.startsWith('https:') || isLoopback(url), 'must begin with https://')
  .transform((url) => url.replace(/\/+$/, ''));

/** Addresses and networks with commas between them. */
const proxies = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((list) => {
    try {
      trustedProxies(list);
      return true;
    } catch {
      return false;
    }
  }, 'must be addresses or networks such as 10.0.0.0/8, with commas between them');

const schema = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      hostname: /./,
      error: 'must be a PostgreSQL address such as postgres://user:password@host/database',
    })
    .optional(),
  CASEMENT_DATA_DIR: z.string().default('.data'),
  PORT: z.coerce
    .number({ error: 'must be a port number' })
    .int('must be a port number')
    .min(0, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(4400),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: webAddress.optional(),
  TWILIO_BASE_URL: webAddress.optional(),
  CASEMENT_SECRET_KEY: z
    .base64({ error: 'must be 32 bytes in base64, as from: openssl rand -base64 32' })
    .transform((text) => Buffer.from(text, 'base64'))
    .refine(
      (key) => key.length === KEY_BYTES,
      'must be 32 bytes in base64, as from: openssl rand -base64 32',
    )
    .optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal and silent',
    })
    .default('warn'),
  CASEMENT_BACKFILL_MINUTES: z.coerce
    .number({ error: 'must be a number of minutes' })
    .min(1, 'must be at least 1')
    .max(1440, 'must be at most 1440')
    .default(5),
  CASEMENT_METRICS: z
    .enum(['loopback', 'open'], { error: 'must be loopback or open' })
    .default('loopback'),
  TRUSTED_PROXIES: proxies.prefault(THIS_MACHINE.join(', ')),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      hostname: /./,
      error: 'must be a mail server such as smtp://user:password@mail.example:587',
    })
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(/^([^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be an e-mail address')
    .optional(),
  OPERATOR_KEY_FILE: z.string().optional(),
  CASEMENT_WEBHOOKS_PRIVATE: z
    .enum(['allow', 'refuse'], { error: 'must be allow or refuse' })
    .default('refuse'),
  CASEMENT_SAMPLE: z.enum(['0', '1'], { error: 'must be 1 or 0' }).default('0'),
  ...singleSignOnSettings(webAddress),
  ...firstTenantSettings,
});

/** What an empty database is filled with. */
export type Seed =
  | { readonly kind: 'tenant'; readonly tenant: FirstTenant }
  /** The sample tenant, whose media come from the simulator at this address. */
  | { readonly kind: 'sample'; readonly providerUrl: string };

/** The relay's settings, all of them read from the environment at its start. */
export interface Config {
  /** The database server to use; undefined: the relay starts its own. Holds a password: never to be logged. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder for everything that the relay keeps on disk. */
  readonly dataFolder: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Under which the provider and the desktops reach the relay, without a slash at the end; undefined: host and port. */
  readonly publicUrl: string | undefined;
  /** Another address than Twilio's own, such as the simulator's; null: Twilio. */
  readonly twilioBaseUrl: string | null;
  /** 32 bytes, secret; undefined: kept in a file of the data folder. */
  readonly secretKey: Buffer | undefined;
  readonly logLevel: string;
  /** How often the provider's list of messages is read, in minutes. */
  readonly backfillMinutes: number;
  /** Whether others than this machine may read the metrics. */
  readonly metricsOpen: boolean;
  /** Whether events may be delivered into private networks, and without encryption. */
  readonly webhooksPrivate: boolean;
  /** The proxies whose `X-Forwarded-For` is believed: addresses and networks. */
  readonly trustedProxies: readonly string[];
  /** By which mail server invitations go out; undefined: none. Holds a password. */
  readonly mail: MailSettings | undefined;
  /** The file that holds the operator's key; undefined: the hash in the data folder, if any. */
  readonly operatorKeyFile: string | undefined;
  /** The provider at which people may sign in beside their password; undefined: none. */
  readonly singleSignOn: Omit<SingleSignOnSettings, 'publicUrl'> | undefined;
  /** What a database without any tenant is filled with. */
  readonly seed: Seed | null;
}

/**
 * Reads the settings. An empty value counts as not set, as in a file of settings whose
 * line was left blank.
 *
 * @throws {SetupError} naming every setting that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    fail(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  }
  const { data } = parsed;
  if (EVERY_ADDRESS.has(data.HOST) && data.PUBLIC_URL === undefined) {
    fail([`PUBLIC_URL is missing: with HOST=${data.HOST} the relay cannot tell its own address`]);
  }
  return {
    databaseUrl: data.DATABASE_URL,
    dataFolder: resolve(data.CASEMENT_DATA_DIR),
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    twilioBaseUrl: data.TWILIO_BASE_URL ?? null,
    secretKey: data.CASEMENT_SECRET_KEY,
    logLevel: data.LOG_LEVEL,
    backfillMinutes: data.CASEMENT_BACKFILL_MINUTES,
    metricsOpen: data.CASEMENT_METRICS === 'open',
    webhooksPrivate: data.CASEMENT_WEBHOOKS_PRIVATE === 'allow',
    trustedProxies: data.TRUSTED_PROXIES,
    mail: mailOf(data),
    operatorKeyFile: data.OPERATOR_KEY_FILE,
    singleSignOn: companyOf(data),
    seed: seedOf(data),
  };
}

function companyOf(data: z.infer<typeof schema>): Config['singleSignOn'] {
  const { provider, missing } = singleSignOnOf(data);
  if (missing.length > 0) fail(missing.map((name) => `${name} is missing`));
  return provider;
}

function mailOf({ SMTP_URL: url, SMTP_FROM: from }: z.infer<typeof schema>): Config['mail'] {
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || from === undefined) {
    fail([`${url === undefined ? 'SMTP_URL' : 'SMTP_FROM'} is missing`]);
  }
  return { url, from };
}

function seedOf(data: z.infer<typeof schema>): Config['seed'] {
  const { tenant, missing } = firstTenantOf(data);
  if (missing.length > 0) fail(missing.map((name) => `${name} is missing`));
  if (data.CASEMENT_SAMPLE === '0') return tenant === null ? null : { kind: 'tenant', tenant };
  if (tenant !== null) fail(['CASEMENT_SAMPLE and TWILIO_ACCOUNT_SID exclude each other']);
  // The sample's account is fictional: nothing of it may reach the real Twilio.
  if (data.TWILIO_BASE_URL === undefined) {
    fail(['CASEMENT_SAMPLE needs TWILIO_BASE_URL, the address of the simulator']);
  }
  return { kind: 'sample', providerUrl: data.TWILIO_BASE_URL };
}

function fail(wrong: readonly string[]): never {
  throw new SetupError(
    `The relay cannot start: ${wrong.join('; ')}.`,
    'Correct the environment and start it again.',
  );
}
