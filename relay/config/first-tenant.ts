import { z } from 'zod';
import type { Channel } from '../../shared/contract/records.ts';

/** The first tenant of a database that has none. */
export interface FirstTenant {
  readonly name: string;
  readonly account: { readonly sid: string; readonly authToken: string };
  readonly senders: readonly {
    readonly channel: Channel;
    /** E.164. */
    readonly address: string;
  }[];
  readonly admin: { readonly email: string; readonly password: string };
}

const SENDER = /^(whatsapp:)?(\+[1-9]\d{6,14})$/;

const senders = z
  .string()
  .transform((text) => text.split(',').map((part) => SENDER.exec(part.trim())))
  .refine(
    (found) => found.every((match) => match !== null),
    'must be numbers such as whatsapp:+15550100,+15550101',
  )
  .transform((found) =>
    found.map((match) => ({
      channel: match?.[1] === undefined ? ('sms' as const) : ('whatsapp' as const),
      address: match?.[2] ?? '',
    })),
  )
  .refine(
    (list) =>
      new Set(list.map(({ channel, address }) => `${channel} ${address}`)).size === list.length,
    'must name each number once for each channel',
  );

/** The settings of the first tenant: all of them, or none. */
export const firstTenantSettings = {
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hexadecimal digits')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_SENDERS: senders.optional(),
  CASEMENT_TENANT_NAME: z.string().optional(),
  CASEMENT_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  CASEMENT_ADMIN_PASSWORD: z
    .string()
    .min(12, 'must have at least 12 characters')
    .max(128, 'must have at most 128 characters')
    .optional(),
};

type Settings = z.infer<z.ZodObject<typeof firstTenantSettings>>;

/** The first tenant, or which of its settings are missing beside those that are there. */
export function firstTenantOf(data: Settings): {
  readonly tenant: FirstTenant | null;
  readonly missing: readonly string[];
} {
  const {
    TWILIO_ACCOUNT_SID: sid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_SENDERS: numbers,
    CASEMENT_TENANT_NAME: name,
    CASEMENT_ADMIN_EMAIL: email,
    CASEMENT_ADMIN_PASSWORD: password,
  } = data;
  const names = z.keyof(z.object(firstTenantSettings)).options;
  const missing = names.filter((key) => data[key] === undefined);
  if (missing.length === names.length) return { tenant: null, missing: [] };
  if (
    sid === undefined ||
    authToken === undefined ||
    numbers === undefined ||
    name === undefined ||
    email === undefined ||
    password === undefined
  ) {
    return { tenant: null, missing };
  }
  return {
    tenant: { name, account: { sid, authToken }, senders: numbers, admin: { email, password } },
    missing: [],
  };
}
