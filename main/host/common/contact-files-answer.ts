import {
  CONTACT_DOWNLOAD_PATH,
  CONTACT_PERSON_PATH,
  CONTACT_RESULT_PATH,
  contactDownload,
} from '../../../shared/contract/bridge/contacts.ts';
import { type Answer, refuse } from '../../../shared/contract/errors.ts';
import type { App } from '../../app.ts';
import { SAFE_HEADERS } from './content-policy.ts';

/** An answer that either host can send. */
export interface FileAnswer {
  /** 409: it is refused, and the body is the `Answer` as JSON. */
  readonly status: 200 | 409;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array> | string;
}

/** What an address asks for; null: nothing. */
function askedFor(path: string, query: URLSearchParams): unknown {
  if (path === CONTACT_DOWNLOAD_PATH) {
    const filter = {
      text: query.get('text') ?? '',
      tagId: query.get('tag'),
      ownerId: query.get('owner'),
    };
    return { kind: 'contacts', filter };
  }
  if (path.startsWith(CONTACT_PERSON_PATH)) {
    return { kind: 'person', contactId: path.slice(CONTACT_PERSON_PATH.length) };
  }
  if (!path.startsWith(CONTACT_RESULT_PATH)) return null;
  return { kind: 'result', importId: path.slice(CONTACT_RESULT_PATH.length) };
}

/** The answer to a page that gets a file of contacts: to be saved, never shown. */
export async function contactFileAnswer(
  { download }: App['contactFiles'],
  path: string,
  query: URLSearchParams,
): Promise<FileAnswer> {
  const what = contactDownload.safeParse(askedFor(path, query));
  const answer: Answer<{ fileName: string; bytes: AsyncIterable<Uint8Array> }> = what.success
    ? await download(what.data)
    : { ok: false, refusal: refuse('invalid_input') };
  const safe = { ...SAFE_HEADERS, 'cache-control': 'no-store' };
  if (!answer.ok) {
    const headers = { ...safe, 'content-type': 'application/json' };
    return { status: 409, headers, body: JSON.stringify(answer) };
  }
  const { fileName, bytes } = answer.value;
  return {
    status: 200,
    headers: {
      ...safe,
      'content-type': `${fileName.endsWith('.json') ? 'application/json' : 'text/csv'}; charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}"`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
    body: bytes,
  };
}
