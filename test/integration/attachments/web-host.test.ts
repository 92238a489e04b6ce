import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { answerOf } from '../../../shared/contract/errors.ts';
import { mediaId } from '../../../shared/contract/ids.ts';
import { mediaRecord } from '../../../shared/contract/records.ts';
import { aWebHost, comeIn } from '../host/web-visit.ts';
import { attachmentStage, someBytes } from './stage.ts';

it('a page puts a file through the web host, sees it there, and has it afterwards', async () => {
  const { core, line } = await attachmentStage();
  line.down();
  const host = await aWebHost({ upload: core.app.upload, media: core.app.media });
  const origin = `http://127.0.0.1:${String(host.port)}`;
  const cookie = await comeIn(host);
  const id = mediaId.parse(v7());
  const bytes = someBytes(2_000_000);
  const answer = await fetch(`${origin}/upload/${id}`, {
    method: 'POST',
    headers: {
      cookie,
      origin,
      'content-type': 'image/jpeg',
      'x-file-name': encodeURIComponent('estantería 3.jpg'),
      'x-pixels': '1600x1200',
    },
    body: new Uint8Array(bytes),
  });
  expect(answerOf(mediaRecord).parse(await answer.json())).toEqual({
    ok: true,
    value: {
      id,
      contentType: 'image/jpeg',
      fileName: 'estantería 3.jpg',
      size: 2_000_000,
      width: 1600,
      height: 1200,
    },
  });
  const shown = await fetch(`${origin}/media/${id}`, { headers: { cookie } });
  expect(shown.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).toBe(true);
});
