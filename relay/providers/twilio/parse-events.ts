import { z } from 'zod';
import { templateCategory } from '../../../shared/contract/template-content.ts';
import { MalformedWebhookError, type ProviderAccount, type TemplateEvent } from '../provider.ts';

/* Twilio's Event Streams post a list of CloudEvents. Source: Twilio, Event Streams: template
 * approval. The type and fields grow without notice: what is not named here is left alone. */

const TYPE = 'com.twilio.messaging.template.approval.updated';

const events = z.array(z.looseObject({ type: z.string() }));
const approvalEvent = z.object({
  id: z.string().min(1).max(200),
  data: z.object({
    type: z.string(),
    accountSid: z.string(),
    dateUpdated: z.coerce.date(),
    template: z.object({
      sid: z.string().regex(/^HX[0-9a-fA-F]{32}$/),
      currentValue: z.string().trim().min(1).max(100).toLowerCase(),
    }),
  }),
});

/** See `Provider.parseTemplateEvents`. */
export function parseTemplateEvents(
  account: ProviderAccount,
  body: string,
): readonly TemplateEvent[] {
  return listed(body)
    .filter(({ type }) => type === TYPE)
    .flatMap((one): readonly TemplateEvent[] => {
      const parsed = approvalEvent.safeParse(one);
      if (!parsed.success) {
        const fields = parsed.error.issues.map(({ path }) => path.join('.'));
        throw new MalformedWebhookError(`missing or wrong: ${fields.join(', ')}`);
      }
      const { id, data } = parsed.data;
      if (data.accountSid !== account.accountSid) {
        throw new MalformedWebhookError('it is of another account');
      }
      const { sid: contentSid, currentValue } = data.template;
      const common = { id, contentSid, at: data.dateUpdated.getTime() };
      if (data.type === 'status_update') {
        return [{ ...common, status: currentValue.replaceAll('\0', ''), category: null }];
      }
      const category = templateCategory.safeParse(currentValue).data ?? null;
      return data.type === 'category_update' && category !== null
        ? [{ ...common, status: null, category }]
        : [];
    });
}

function listed(body: string): z.infer<typeof events> {
  try {
    return events.parse(JSON.parse(body));
  } catch {
    throw new MalformedWebhookError('it is no list of events');
  }
}
