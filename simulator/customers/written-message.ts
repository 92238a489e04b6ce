import { z } from 'zod';
import { locationRecord, referralRecord } from '../core/records.ts';

/** What a customer writes. At least one of text, media, location and button. */
export const writtenMessage = z
  .object({
    /** The sender it goes to; without it the one they last wrote with, else the first. */
    to: z.string().optional(),
    text: z.string().optional(),
    /** Pictures, sound and documents, as base64. */
    media: z.array(z.object({ contentType: z.string(), base64: z.string() })).optional(),
    location: z
      .object({
        latitude: locationRecord.shape.latitude,
        longitude: locationRecord.shape.longitude,
        address: locationRecord.shape.address.default(null),
        label: locationRecord.shape.label.default(null),
      })
      .optional(),
    /** A quick reply that they pressed; `repliesTo` is the message that carried it. */
    button: z.object({ text: z.string(), payload: z.string().nullable().default(null) }).optional(),
    /** The ad or post that they came from. */
    referral: z
      .object({
        ...referralRecord.shape,
        sourceType: referralRecord.shape.sourceType.default('ad'),
        clickId: referralRecord.shape.clickId.default(null),
      })
      .optional(),
    /** The message that they quote. */
    repliesTo: z.string().optional(),
    forwarded: z.boolean().default(false),
  })
  .refine(
    (message) =>
      (message.text ?? '') !== '' ||
      (message.media ?? []).length > 0 ||
      message.location !== undefined ||
      message.button !== undefined,
    { message: 'Give at least one of text, media, location and button.' },
  );

export type WrittenMessage = z.input<typeof writtenMessage>;
export type ParsedMessage = z.infer<typeof writtenMessage>;
