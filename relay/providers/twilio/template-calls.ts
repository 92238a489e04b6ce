import twilio from 'twilio';
import { z } from 'zod';
import { templateCategory } from '../../../shared/contract/template-content.ts';
import type { Approval, CallFailure, Provider, ProviderAccount } from '../provider.ts';
import { outcomeOfError } from './call-outcome.ts';
import { parseTemplate } from './parse-template.ts';

const CONTENT = 'https://content.twilio.com/v1/Content';

const approval = z
  .object({
    status: z.string(),
    category: z.string().nullish(),
    rejection_reason: z.string().nullish(),
  })
  .transform(({ status, category, rejection_reason: reason }): Approval => ({
    status: status.toLowerCase(),
    category: templateCategory.safeParse(category?.toLowerCase()).data ?? null,
    rejectionReason: (reason ?? '') === '' ? null : (reason ?? null),
  }));
const fetched = z.object({ whatsapp: approval.nullish() });
/** As the API writes it; the SDK's own objects have other names. */
const created = z.looseObject({ friendly_name: z.string().nullish() });

/** What went wrong, in the provider's own words where it refused: an admin has to read them. */
function failureOf(error: unknown): CallFailure {
  const outcome = outcomeOfError(error);
  return outcome.kind === 'refused' && error instanceof Error
    ? { ...outcome, reason: error.message }
    : outcome;
}

type Client = (account: ProviderAccount) => ReturnType<typeof twilio>;

/**
 * One JSON call. The SDK's own methods for contents send their options under names that the API
 * does not know, so the body goes as it is.
 *
 * @throws {RestException} for whatever is no success
 */
async function call(
  client: ReturnType<typeof twilio>,
  method: 'get' | 'post' | 'delete',
  uri: string,
  data?: object,
): Promise<unknown> {
  const response = await client.request({
    method,
    uri,
    headers: {
      ...(data === undefined ? {} : { 'Content-Type': 'application/json' }),
      Accept: 'application/json',
    },
    ...(data === undefined ? {} : { data }),
  });
  const { statusCode } = response;
  const body: unknown = asJson(response.body);
  if (statusCode >= 200 && statusCode < 300) return body;
  throw new twilio.RestException({ statusCode, body: JSON.stringify(body) });
}

function asJson(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    // Not the provider's own: of something in between.
    return {};
  }
}

/** What is asked of Twilio's Content API beside the list of templates. */
export function templateCalls(
  client: Client,
): Pick<Provider, 'createTemplate' | 'submitTemplate' | 'fetchApproval' | 'deleteTemplate'> {
  return {
    createTemplate: async (account, { name, language, content }) => {
      try {
        const answer = created.parse(
          await call(client(account), 'post', CONTENT, {
            friendly_name: name,
            language,
            types: content.types,
            variables: content.variables,
          }),
        );
        const template = parseTemplate({ ...answer, friendlyName: answer.friendly_name });
        return template === null
          ? { kind: 'in_doubt', reason: 'the answer was not a content' }
          : { kind: 'done', template };
      } catch (error) {
        return failureOf(error);
      }
    },

    submitTemplate: async (account, contentSid, { name, category }) => {
      try {
        const uri = `${CONTENT}/${contentSid}/ApprovalRequests/whatsapp`;
        const asked = { name, category: category.toUpperCase() };
        return {
          kind: 'done',
          approval: approval.parse(await call(client(account), 'post', uri, asked)),
        };
      } catch (error) {
        return failureOf(error);
      }
    },

    deleteTemplate: async (account, contentSid) => {
      try {
        await call(client(account), 'delete', `${CONTENT}/${contentSid}`);
        return { kind: 'done' };
      } catch (error) {
        const isGone = error instanceof twilio.RestException && error.status === 404;
        return isGone ? { kind: 'done' } : failureOf(error);
      }
    },

    fetchApproval: async (account, contentSid) => {
      try {
        const uri = `${CONTENT}/${contentSid}/ApprovalRequests`;
        const { whatsapp } = fetched.parse(await call(client(account), 'get', uri));
        const isAsked = (whatsapp?.status ?? 'unsubmitted') !== 'unsubmitted';
        return isAsked && whatsapp ? whatsapp : 'not_submitted';
      } catch (error) {
        if (error instanceof twilio.RestException && error.status === 404) return 'not_there';
        throw error;
      }
    },
  };
}
