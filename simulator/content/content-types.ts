import { z } from 'zod';
import { Refusal } from '../platform/refusal.ts';

const text = (longest: number): z.ZodString => z.string().min(1).max(longest);
const url = z.string().min(1).max(2000);

const quickReply = z.strictObject({
  type: z.literal('QUICK_REPLY').optional(),
  title: text(20),
  id: z.string().max(128).optional(),
});
const callToAction = z.strictObject({
  type: z.enum([
    'URL',
    'PHONE_NUMBER',
    'COPY_CODE',
    'VOICE_CALL',
    'VOICE_CALL_REQUEST',
    'REQUEST_CONTACT_INFO',
  ]),
  title: text(25).optional(),
  url: url.optional(),
  phone: z.string().max(20).optional(),
  code: z.string().max(20).optional(),
  id: z.string().max(128).optional(),
});
const cardAction = z.strictObject({
  type: z.enum(['URL', 'PHONE_NUMBER', 'QUICK_REPLY', 'COPY_CODE', 'VOICE_CALL']),
  title: text(25),
  url: url.optional(),
  phone: z.string().max(20).optional(),
  code: z.string().max(20).optional(),
  id: z.string().max(128).optional(),
  webview_size: z.enum(['TALL', 'FULL', 'HALF', 'NONE']).optional(),
});
const any = z.record(z.string(), z.unknown());

/** The content types of Twilio's Content API with their required fields and lengths. */
const TYPES = {
  'twilio/text': z.strictObject({ body: text(1600) }),
  'twilio/media': z.strictObject({
    body: z.string().max(1600).optional(),
    media: z.array(url).min(1),
  }),
  'twilio/quick-reply': z.strictObject({
    body: text(1024),
    actions: z.array(quickReply).min(1).max(10),
  }),
  'twilio/call-to-action': z.strictObject({
    body: text(640),
    actions: z.array(callToAction).min(1).max(10),
  }),
  'twilio/list-picker': z.strictObject({
    body: text(1024),
    button: text(20),
    items: z
      .array(
        z.strictObject({
          id: text(200),
          item: text(24),
          description: z.string().max(72).optional(),
        }),
      )
      .min(1)
      .max(10),
  }),
  'twilio/location': z.strictObject({
    latitude: z.number(),
    longitude: z.number(),
    label: z.string().optional(),
    address: z.string().optional(),
    id: z.string().optional(),
  }),
  'twilio/card': z.looseObject({
    title: z.string().optional(),
    actions: z.array(cardAction).optional(),
  }),
  'twilio/carousel': z.looseObject({ body: text(1024), cards: z.array(any).min(1) }),
  'twilio/catalog': z.looseObject({ body: text(1024) }),
  'twilio/flows': z.looseObject({
    body: text(1024),
    button_text: text(25),
    pages: z.array(any),
    type: z.string(),
  }),
  'twilio/schedule': z.looseObject({ id: text(200), title: text(1024), time_slots: z.string() }),
  'whatsapp/card': z.strictObject({
    body: text(1024),
    footer: z.string().max(60).optional(),
    header_text: z.string().max(60).optional(),
    media: z.array(url).optional(),
    actions: z.array(cardAction).max(10).optional(),
  }),
  'whatsapp/authentication': z.strictObject({
    actions: z
      .array(z.strictObject({ type: z.literal('COPY_CODE'), copy_code_text: text(25) }))
      .min(1),
    add_security_recommendation: z.boolean().optional(),
    code_expiration_minutes: z.number().int().min(1).max(90).optional(),
  }),
  'whatsapp/flows': z.looseObject({ body: text(1024), button_text: text(25), flow_id: text(128) }),
} as const;

const types = z
  .record(z.string(), any)
  .refine((value) => Object.keys(value).length > 0, { message: 'needs at least one content type' })
  .refine((value) => Object.keys(value).every((name) => name in TYPES), {
    message: `knows only ${Object.keys(TYPES).join(', ')}`,
  });

const variables = z
  .record(z.string().max(16), z.string().max(1600))
  .refine((value) => Object.keys(value).length <= 100, { message: 'at most 100 variables' });

const creation = z.strictObject({
  friendly_name: z.string().optional(),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/),
  variables: variables.optional(),
  types,
});
const change = creation.partial({ language: true });

export type ContentCreation = z.infer<typeof creation>;
export type ContentChange = z.infer<typeof change>;

/** Reads the JSON of a content to be created. @throws Refusal 20001 naming the wrong field */
export function readCreation(body: unknown): ContentCreation {
  return checked(creation, body);
}

/** Reads the JSON of a change. @throws Refusal 20001 naming the wrong field */
export function readChange(body: unknown): ContentChange {
  return checked(change, body);
}

function checked<T extends { types: Readonly<Record<string, unknown>> }>(
  schema: z.ZodType<T>,
  body: unknown,
): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Refusal(20001, explain(parsed.error, ''));
  for (const [name, of] of Object.entries(TYPES)) {
    const given = parsed.data.types[name];
    const result = of.safeParse(given);
    if (given !== undefined && !result.success) {
      throw new Refusal(20001, explain(result.error, `types.${name}.`));
    }
  }
  return parsed.data;
}

function explain(error: z.ZodError, prefix: string): string {
  const [issue] = error.issues;
  return `${prefix}${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is invalid'}`.trim();
}
