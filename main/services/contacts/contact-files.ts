import { z } from 'zod';
import type { ContactDownload } from '../../../shared/contract/bridge/contacts.ts';
import {
  CONTACT_EXPORT_PATH,
  CONTACT_IMPORT_PATH,
  contactImportResultPath,
  LARGEST_IMPORT,
  personExportPath,
  type StagedImport,
  stagedImport,
} from '../../../shared/contract/contact-import.ts';
import { type Answer, RefusedError, refusal, refuse } from '../../../shared/contract/errors.ts';
import { mayGive } from '../../../shared/contract/roles.ts';
import { FILE_NAME_HEADER } from '../../../shared/contract/sign-in.ts';
import { type Log, detailOf } from '../../log.ts';
import { tidyFileName } from '../attachments/file-name.ts';
import type { Workspace } from '../session/workspace.ts';

/** ms without a byte before the connection counts as dead; the relay reads a long file through. */
const PATIENCE = 120_000;
/** Files on their way at the same time. */
const AT_A_TIME = 2;

/** A file as it comes from the relay. */
export interface ContactCsv {
  readonly fileName: string;
  /** It fails where the relay stops before the end. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Carries files of contacts between a page and the relay. Nothing of them is kept here. */
export interface ContactFiles {
  /** Puts a file to the relay as it comes. It answers in every case, and never rejects. */
  readonly stage: (
    fileName: string | null,
    bytes: AsyncIterable<Uint8Array>,
  ) => Promise<Answer<StagedImport>>;
  /** Gets a file. It answers in every case, and never rejects. */
  readonly download: (what: ContactDownload) => Promise<Answer<ContactCsv>>;
}

const refusalBody = z.object({ refusal });

function pathOf(what: ContactDownload): { readonly path: string; readonly fileName: string } {
  if (what.kind === 'result') {
    return { path: contactImportResultPath(what.importId), fileName: 'import-result.csv' };
  }
  if (what.kind === 'person') {
    return { path: personExportPath(what.contactId), fileName: 'contact.json' };
  }
  const { text, tagId, ownerId } = what.filter;
  const query = new URLSearchParams({ text });
  if (tagId !== null) query.set('tag', tagId);
  if (ownerId !== null) query.set('owner', ownerId);
  return { path: `${CONTACT_EXPORT_PATH}?${query.toString()}`, fileName: 'contacts.csv' };
}

/** What the relay says that it does not do; else that nothing came of it. */
async function refusedBy(response: Response): Promise<RefusedError> {
  const parsed = refusalBody.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return new RefusedError('relay_unreachable', String(response.status));
  const { code, detail } = parsed.data.refusal;
  return new RefusedError(code, detail);
}

/** The way of files for whoever is signed in. */
export function createContactFiles(workspace: () => Workspace, log: Log): ContactFiles {
  let underWay = 0;

  /** @throws {RefusedError} `not_signed_in`, `not_allowed`, `busy` */
  function enter(): { readonly relayUrl: string; readonly authorization: string } {
    const { session, token } = workspace();
    const { person, relayUrl } = session();
    if (!mayGive(person.role, 'contactImport.start')) throw new RefusedError('not_allowed');
    if (underWay >= AT_A_TIME) throw new RefusedError('busy');
    return { relayUrl, authorization: `Bearer ${token}` };
  }

  function failed(error: unknown): {
    readonly ok: false;
    readonly refusal: RefusedError['refusal'];
  } {
    if (error instanceof RefusedError) return { ok: false, refusal: error.refusal };
    log({ level: 'info', event: 'contact_file.not_carried', detail: detailOf(error) });
    return { ok: false, refusal: refuse('relay_unreachable') };
  }

  async function stage(
    fileName: string | null,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<StagedImport> {
    const { relayUrl, authorization } = enter();
    const stalled = new AbortController();
    const alarm = setTimeout(() => stalled.abort(new Error('the relay has stalled')), PATIENCE);
    let isTooLarge = false;
    async function* limited(): AsyncGenerator<Uint8Array, void> {
      let size = 0;
      for await (const piece of bytes) {
        alarm.refresh();
        size += piece.byteLength;
        isTooLarge = size > LARGEST_IMPORT;
        if (isTooLarge) throw new RefusedError('file_too_large');
        // A copy: whoever streams may use the piece's memory again.
        yield Uint8Array.from(piece);
      }
    }
    const name = tidyFileName(fileName);
    underWay += 1;
    try {
      const response = await fetch(relayUrl + CONTACT_IMPORT_PATH, {
        method: 'POST',
        redirect: 'error',
        signal: stalled.signal,
        duplex: 'half',
        headers: {
          authorization,
          'content-type': 'text/csv',
          ...(name === null ? {} : { [FILE_NAME_HEADER]: encodeURIComponent(name) }),
        },
        body: ReadableStream.from(limited()),
      });
      if (!response.ok) throw await refusedBy(response);
      return stagedImport.parse(await response.json());
    } catch (error) {
      if (isTooLarge) throw new RefusedError('file_too_large');
      throw error;
    } finally {
      clearTimeout(alarm);
      underWay -= 1;
    }
  }

  async function download(what: ContactDownload): Promise<ContactCsv> {
    const { relayUrl, authorization } = enter();
    const { path, fileName } = pathOf(what);
    const stalled = new AbortController();
    const alarm = setTimeout(() => stalled.abort(new Error('the relay has stalled')), PATIENCE);
    const response = await fetch(relayUrl + path, {
      redirect: 'error',
      signal: stalled.signal,
      headers: { authorization },
    }).catch((error: unknown) => {
      clearTimeout(alarm);
      throw error;
    });
    const { body } = response;
    if (!response.ok || body === null) {
      clearTimeout(alarm);
      throw await refusedBy(response);
    }
    async function* pieces(from: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
      underWay += 1;
      try {
        for await (const piece of from) {
          alarm.refresh();
          yield piece;
        }
      } finally {
        clearTimeout(alarm);
        underWay -= 1;
      }
    }
    return { fileName, bytes: pieces(body) };
  }

  return {
    stage: (fileName, bytes) =>
      stage(fileName, bytes).then((value) => ({ ok: true as const, value }), failed),
    download: (what) => download(what).then((value) => ({ ok: true as const, value }), failed),
  };
}
