import { z } from 'zod';
import { Refusal } from '../platform/refusal.ts';

const text = z.string().nullable().optional();
const method = z.enum(['POST', 'PUT']).nullable().optional();

const parts = {
  friendly_name: text,
  configuration: z
    .strictObject({
      waba_id: text,
      verification_method: z.enum(['sms', 'voice']).nullable().optional(),
      verification_code: text,
      voice_application_sid: text,
      account_type: z.enum(['ISV', 'ISVSubAccount', '']).nullable().optional(),
    })
    .nullable()
    .optional(),
  webhook: z
    .strictObject({
      callback_url: text,
      callback_method: method,
      fallback_url: text,
      fallback_method: method,
      status_callback_url: text,
      status_callback_method: text,
    })
    .nullable()
    .optional(),
  profile: z
    .strictObject({
      name: text,
      about: text,
      address: text,
      description: text,
      logo_url: text,
      banner_url: text,
      privacy_url: text,
      terms_of_service_url: text,
      accent_color: text,
      use_case: text,
      vertical: text,
      websites: z.unknown().optional(),
      emails: z.unknown().optional(),
      phone_numbers: z.unknown().optional(),
    })
    .nullable()
    .optional(),
};

const creation = z.strictObject({
  sender_id: z.string().regex(/^whatsapp:\+[1-9]\d{6,14}$/, 'must be whatsapp:+ and a number'),
  ...parts,
});
const change = z.strictObject(parts);

export type SenderCreation = z.infer<typeof creation>;
export type SenderChange = z.infer<typeof change>;

/** Reads the JSON of a sender to be created. @throws Refusal 20001 */
export function readSenderCreation(body: unknown): SenderCreation {
  return checked(creation, body);
}

/** Reads the JSON of a change to a sender. @throws Refusal 20001 */
export function readSenderChange(body: unknown): SenderChange {
  return checked(change, body);
}

function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(20001, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}
