import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { takeFromDraft } from '../../../../../main/services/sending/draft-after.ts';
import type { Draft } from '../../../../../shared/contract/bridge.ts';
import { conversationId, mediaId, messageId } from '../../../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../../../shared/contract/records.ts';
import { testCache } from '../../../../support/test-cache.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const id = conversationId.parse(v7());
const quoted = messageId.parse(v7());

function aFile(): MediaRecord {
  return {
    id: mediaId.parse(v7()),
    contentType: 'image/png',
    fileName: null,
    size: 1,
    width: null,
    height: null,
  };
}

/** What is left of a draft after a file of it was sent like this. */
async function after(
  draft: Draft,
  file: MediaRecord,
  given: { readonly caption: string | null; readonly repliesToId: typeof quoted | null },
): Promise<Draft | null> {
  const cache = testCache({ folder: await temporaryFolder() });
  cache.drafts.set(id, draft, 0);
  const sent = { messageId: messageId.parse(v7()), conversationId: id, mediaId: file.id };
  takeFromDraft(cache, { ...sent, ...given }, 0);
  return cache.drafts.get(id);
}

describe('a draft of which a file was sent', () => {
  const [one, other] = [aFile(), aFile()];
  const draft = { text: 'Así llegó', repliesToId: quoted, template: null };

  it('keeps the other files and the text that did not go with it', async () => {
    const whole = { ...draft, attachments: [one, other] };
    expect(await after(whole, one, { caption: null, repliesToId: null })).toEqual({
      ...whole,
      attachments: [other],
    });
  });

  it('is rid of the text and the quote that went with it', async () => {
    const whole = { ...draft, attachments: [one, other] };
    expect(await after(whole, one, { caption: 'Así llegó', repliesToId: quoted })).toEqual({
      text: '',
      repliesToId: null,
      template: null,
      attachments: [other],
    });
  });

  it('is gone when nothing is left of it', async () => {
    const whole = { ...draft, attachments: [one] };
    expect(await after(whole, one, { caption: 'Así llegó', repliesToId: quoted })).toBeNull();
  });
});
