import { describe, expect, it } from 'vitest';
import { createUploads } from '../../../../renderer/features/attachments/uploads.ts';
import { createUploadsOfPeople } from '../../../../renderer/features/attachments/uploads-of-people.ts';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import { conversationId, mediaId, personId } from '../../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../../shared/contract/records.ts';
import { aFile } from './a-file.ts';

const A = conversationId.parse('10000000-0000-4000-8000-00000000000a');
const B = conversationId.parse('10000000-0000-4000-8000-00000000000b');

interface Sending {
  readonly file: string;
  readonly progress: (sent: number) => void;
  readonly arrive: () => Promise<void>;
  readonly fail: (cause: unknown) => Promise<void>;
  aborted: boolean;
}

const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

/** Uploads whose transfers do what they are told. */
function workshop() {
  const sendings: Sending[] = [];
  const attached: [string, string | null][] = [];
  let number = 0;
  const create = () =>
    createUploads<string>({
      newId: () => {
        number += 1;
        return mediaId.parse(`40000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
      },
      send: (_id, file, progress) => {
        const { promise, resolve, reject } = Promise.withResolvers<MediaRecord>();
        const sending: Sending = {
          file,
          progress,
          arrive: async () => {
            resolve(aFile(file));
            await settled();
          },
          fail: async (cause) => {
            reject(cause);
            await settled();
          },
          aborted: false,
        };
        sendings.push(sending);
        return {
          done: promise,
          abort: () => {
            sending.aborted = true;
            reject(new RefusedError('cancelled'));
          },
        };
      },
      attach: async (conversation, { fileName }) => {
        attached.push([conversation, fileName]);
        return Promise.resolve();
      },
    });
  const uploads = create();
  const files = (conversation = A) => uploads.of(conversation).map(({ file }) => file);
  return { create, uploads, sendings, attached, files };
}

describe('picked files on their way', () => {
  it('go one after the other, in the order in which they were picked', async () => {
    const { uploads, sendings, attached, files } = workshop();
    uploads.add(A, ['one.jpg', 'two.jpg']);
    expect(sendings.map(({ file }) => file)).toEqual(['one.jpg']);
    await sendings[0]?.arrive();
    expect(files()).toEqual(['two.jpg']);
    await sendings[1]?.arrive();
    expect(attached).toEqual([
      [A, 'one.jpg'],
      [A, 'two.jpg'],
    ]);
    expect(files()).toEqual([]);
  });

  it('tell how far they are, and stay with their own conversation', () => {
    const { uploads, sendings, files } = workshop();
    uploads.add(A, ['one.jpg']);
    uploads.add(B, ['other.jpg']);
    sendings[0]?.progress(400);
    expect(uploads.of(A)[0]?.sent).toBe(400);
    expect(files(B)).toEqual(['other.jpg']);
  });

  it('stay with the reason where they did not get there, do not hold up the next, and are tried again', async () => {
    const { uploads, sendings, attached } = workshop();
    uploads.add(A, ['one.jpg', 'two.jpg']);
    await sendings[0]?.fail(new RefusedError('internal', 'core gone'));
    expect(uploads.of(A)[0]?.refusal?.code).toBe('internal');
    await sendings[1]?.arrive();
    expect(attached).toEqual([[A, 'two.jpg']]);
    const failed = uploads.of(A)[0];
    expect(failed?.file).toBe('one.jpg');
    if (failed !== undefined) uploads.retry(failed.id);
    await sendings[2]?.arrive();
    expect(attached.map(([, file]) => file)).toEqual(['two.jpg', 'one.jpg']);
    expect(uploads.of(A)).toEqual([]);
  });

  it('are stopped and never attached once they are taken out', async () => {
    const { uploads, sendings, attached } = workshop();
    uploads.add(A, ['one.jpg', 'two.jpg']);
    const first = uploads.of(A)[0];
    if (first !== undefined) uploads.remove(first.id);
    await settled();
    expect(sendings[0]?.aborted).toBe(true);
    await sendings[1]?.arrive();
    expect(attached).toEqual([[A, 'two.jpg']]);
  });

  it('wait for one that is under way, whoever picked it', () => {
    const { uploads, sendings } = workshop();
    uploads.add(A, ['one.jpg']);
    uploads.add(B, ['two.jpg']);
    expect(sendings).toHaveLength(1);
  });

  it('are not attached when they are taken out just as they arrive', async () => {
    const { uploads, sendings, attached } = workshop();
    uploads.add(A, ['one.jpg']);
    const arriving = sendings[0]?.arrive();
    const first = uploads.of(A)[0];
    if (first !== undefined) uploads.remove(first.id);
    await arriving;
    expect(attached).toEqual([]);
  });

  it('give the same list until something changes, as what shows it needs', () => {
    const { uploads } = workshop();
    uploads.add(A, ['one.jpg']);
    expect(uploads.of(A)).toBe(uploads.of(A));
    expect(uploads.of(B)).toBe(uploads.of(B));
  });
});

describe('picked files of people who share a page', () => {
  const ANA = personId.parse('20000000-0000-4000-8000-00000000000a');
  const BEN = personId.parse('20000000-0000-4000-8000-00000000000b');

  it('are not shown to whoever signs in next, nor put into a draft of theirs', async () => {
    const { create, sendings, attached } = workshop();
    const people = createUploadsOfPeople(create);
    people.belongsTo(ANA);
    people.of(ANA).add(A, ['passport.jpg', 'contract.pdf']);
    people.belongsTo(null);
    people.belongsTo(BEN);
    expect(people.of(BEN).of(A)).toEqual([]);
    expect(sendings.map(({ aborted }) => aborted)).toEqual([true]);
    await settled();
    people.of(BEN).add(B, ['other.jpg']);
    await sendings[1]?.arrive();
    expect(attached).toEqual([[B, 'other.jpg']]);
  });

  it('go on when who picked them is back, from the one that was under way', async () => {
    const { create, sendings, attached } = workshop();
    const people = createUploadsOfPeople(create);
    people.belongsTo(ANA);
    people.of(ANA).add(A, ['one.jpg', 'two.jpg']);
    people.belongsTo(BEN);
    // It had arrived at the very moment: the core has it, and no draft names it.
    await sendings[0]?.arrive();
    expect(attached).toEqual([]);
    people.belongsTo(ANA);
    expect(people.of(ANA).of(A)).toMatchObject([
      { file: 'one.jpg', sent: 0, refusal: null },
      { file: 'two.jpg', sent: 0, refusal: null },
    ]);
    await sendings[1]?.arrive();
    await sendings[2]?.arrive();
    expect(attached).toEqual([
      [A, 'one.jpg'],
      [A, 'two.jpg'],
    ]);
  });
});
