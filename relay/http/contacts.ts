import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  CONTACT_EXPORT_PATH,
  CONTACT_IMPORT_PATH,
  contactImportResultPath,
  LARGEST_IMPORT,
  personExportPath,
} from '../../shared/contract/contact-import.ts';
import { type RefusalCode, RefusedError } from '../../shared/contract/errors.ts';
import { contactId, contactImportId, personId, tagId } from '../../shared/contract/ids.ts';
import { mayGive } from '../../shared/contract/roles.ts';
import { FILE_NAME_HEADER } from '../../shared/contract/sign-in.ts';
import type { Auth } from '../auth/auth.ts';
import type { Parts } from '../parts.ts';
import { activePerson } from '../services/commands/command-store.ts';
import { exportContacts, importResult } from '../services/contacts/export-contacts.ts';
import { exportPerson } from '../services/contacts/export-person.ts';
import { stageFile } from '../services/contacts/import/stage-file.ts';
import type { Identity } from '../services/people/find-person.ts';
import { whoAsks } from './bearer.ts';
import { fileNameOf } from './file-name.ts';
import { sendRefusal } from './refusals.ts';

const STATUS: Partial<Record<RefusalCode, number>> = {
  contact_not_found: 404,
  file_too_large: 413,
  import_not_found: 404,
  not_allowed: 403,
  not_signed_in: 401,
};

const exportQuery = z.object({
  text: z.string().max(200).default(''),
  tag: tagId.nullable().default(null),
  owner: personId.nullable().default(null),
});

/**
 * Files of contacts, for whoever may bring them in: `POST` takes one, and three `GET` give the
 * contacts, what became of each row, and everything of one person. All with the bearer token.
 *
 * Answers: 201 with a `stagedImport`, 200 with CSV or JSON; 400 `file_not_readable`, `invalid_input`; 401
 * `not_signed_in`; 403 `not_allowed`; 404 `import_not_found`,
 * `contact_not_found`; 413 `file_too_large`.
 */
export function contactFiles(
  parts: Pick<Parts, 'store' | 'clock'>,
  auth: Pick<Auth, 'session'>,
): FastifyPluginCallback {
  const { store } = parts;

  /** @throws {RefusedError} `not_signed_in`, `not_allowed` */
  const mustBeLead = async (request: FastifyRequest): Promise<Identity> => {
    const identity = await whoAsks(request, auth, store);
    if (identity === null) throw new RefusedError('not_signed_in');
    const person = await store.inTenant(identity.tenantId, (tx) =>
      activePerson(tx, identity.personId),
    );
    if (person === null) throw new RefusedError('not_signed_in');
    if (!mayGive(person.role, 'contactImport.start')) throw new RefusedError('not_allowed');
    return identity;
  };

  return (fastify, _options, done) => {
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(null);
    });
    fastify.post(CONTACT_IMPORT_PATH, { bodyLimit: LARGEST_IMPORT }, (request, reply) =>
      answering(reply, async () => {
        const identity = await mustBeLead(request);
        const name = fileNameOf(request.headers[FILE_NAME_HEADER]);
        const bytes = request.raw.iterator({ destroyOnReturn: false });
        try {
          return await reply.code(201).send(await stageFile(parts, identity, name, bytes));
        } catch (error) {
          await readOut(request.raw);
          throw error;
        }
      }),
    );
    fastify.get<{ Params: { id: string } }>(contactImportResultPath(':id'), (request, reply) =>
      answering(reply, async () => {
        const identity = await mustBeLead(request);
        const id = contactImportId.safeParse(request.params.id);
        if (!id.success) throw new RefusedError('import_not_found');
        return sendFile(
          reply,
          importResult(parts, identity, id.data),
          'import-result.csv',
          'text/csv',
        );
      }),
    );
    fastify.get(CONTACT_EXPORT_PATH, (request, reply) =>
      answering(reply, async () => {
        const identity = await mustBeLead(request);
        const query = exportQuery.safeParse(request.query);
        if (!query.success) throw new RefusedError('invalid_input', 'the filter');
        const { text, tag, owner } = query.data;
        const filter = { text, tagId: tag, ownerId: owner };
        return sendFile(reply, exportContacts(parts, identity, filter), 'contacts.csv', 'text/csv');
      }),
    );
    fastify.get<{ Params: { id: string } }>(personExportPath(':id'), (request, reply) =>
      answering(reply, async () => {
        const identity = await mustBeLead(request);
        const id = contactId.safeParse(request.params.id);
        if (!id.success) throw new RefusedError('contact_not_found');
        const pieces = exportPerson(parts, identity, id.data);
        return sendFile(reply, pieces, 'contact.json', 'application/json');
      }),
    );
    done();
  };
}

/** Reads what is still to come of a file: who is cut off while sending never sees the answer. */
async function readOut(body: FastifyRequest['raw']): Promise<void> {
  const pieces: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false });
  let size = 0;
  for await (const piece of pieces) {
    size += piece.byteLength;
    if (size > LARGEST_IMPORT) return;
  }
}

/** Answers with the refusal where there is one. */
async function answering(
  reply: FastifyReply,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const { code, detail } = error.refusal;
    // What is still to come of a body is not waited for.
    return sendRefusal(reply.header('connection', 'close'), STATUS[code] ?? 400, code, detail);
  }
}

/** Streams a file; what refuses before its first piece is still a refusal. */
async function sendFile(
  reply: FastifyReply,
  pieces: AsyncGenerator<string>,
  name: string,
  type: 'text/csv' | 'application/json',
): Promise<FastifyReply> {
  const first = await pieces.next();
  async function* all(): AsyncGenerator<string> {
    if (first.done !== true) yield first.value;
    yield* pieces;
  }
  return reply
    .header('content-type', `${type}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(all()));
}
