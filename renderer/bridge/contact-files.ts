import { z } from 'zod';
import {
  CONTACT_DOWNLOAD_PATH,
  CONTACT_PERSON_PATH,
  CONTACT_RESULT_PATH,
  CONTACT_UPLOAD_PATH,
  type ContactFilter,
} from '../../shared/contract/bridge/contacts.ts';
import type { ContactId } from '../../shared/contract/ids.ts';
import {
  LARGEST_IMPORT,
  type StagedImport,
  stagedImport,
} from '../../shared/contract/contact-import.ts';
import { answerOf, RefusedError } from '../../shared/contract/errors.ts';

const staged = answerOf(stagedImport);
const nothing = answerOf(z.never());

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    throw new RefusedError('internal', 'the file did not reach the core');
  }
}

/**
 * Brings a file to the relay, through the core; nothing of it is imported yet.
 *
 * @throws {RefusedError} `file_too_large`, `file_not_readable`, `not_allowed`, `relay_unreachable`
 */
export async function stageContactFile(file: File): Promise<StagedImport> {
  if (file.size > LARGEST_IMPORT) throw new RefusedError('file_too_large');
  const response = await ask(CONTACT_UPLOAD_PATH, {
    method: 'POST',
    headers: {
      'content-type': 'text/csv',
      'x-file-name': encodeURIComponent(file.name.toWellFormed()),
    },
    body: file,
  });
  const answer = staged.safeParse(await response.json().catch(() => null));
  if (!answer.success) throw new RefusedError('internal', 'the core gave no proper answer');
  if (answer.data.ok) return answer.data.value;
  throw new RefusedError(answer.data.refusal.code, answer.data.refusal.detail);
}

/** Saves what comes from there; a browser asks where to, or takes its folder of downloads. */
async function save(path: string, fileName: string): Promise<void> {
  const response = await ask(path);
  if (!response.ok) {
    const answer = nothing.safeParse(await response.json().catch(() => null));
    if (!answer.success || answer.data.ok) throw new RefusedError('internal', 'no proper answer');
    throw new RefusedError(answer.data.refusal.code, answer.data.refusal.detail);
  }
  const link = document.createElement('a');
  try {
    link.href = URL.createObjectURL(await response.blob());
  } catch {
    // The relay stopped before the end: half a list is none.
    throw new RefusedError('relay_unreachable');
  }
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Saves these contacts as CSV. @throws {RefusedError} `not_allowed`, `relay_unreachable` */
export async function saveContacts({ text, tagId, ownerId }: ContactFilter): Promise<void> {
  const query = new URLSearchParams({ text });
  if (tagId !== null) query.set('tag', tagId);
  if (ownerId !== null) query.set('owner', ownerId);
  await save(`${CONTACT_DOWNLOAD_PATH}?${query.toString()}`, 'contacts.csv');
}

/** Saves what became of each row. @throws {RefusedError} as above, and `import_not_found` */
export async function saveImportResult(importId: string): Promise<void> {
  await save(CONTACT_RESULT_PATH + importId, 'import-result.csv');
}

/** Saves everything of one person as JSON. @throws {RefusedError} as above, and `contact_not_found` */
export async function saveEverythingOf(contactId: ContactId): Promise<void> {
  await save(CONTACT_PERSON_PATH + contactId, 'contact.json');
}
