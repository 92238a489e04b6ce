import { describe, expect, it } from 'vitest';
import { mediaResponse } from '../../../../../main/host/common/media-response.ts';

const ID = '0199c1de-0000-7000-8000-000000000001';

function of(contentType: string, fileName: string | null = null, range: string | null = null) {
  const bytes = new TextEncoder().encode('0123456789');
  return mediaResponse(() => Promise.resolve({ contentType, fileName, bytes }), ID, range);
}

const text = (body: Uint8Array): string => new TextDecoder().decode(body);

describe('a file from a customer', () => {
  it.each([
    ['image/jpeg', 'image/jpeg'],
    ['IMAGE/PNG', 'image/png'],
    ['audio/ogg; codecs=opus', 'audio/ogg'],
    ['video/mp4', 'video/mp4'],
    ['application/pdf', 'application/pdf'],
  ])('of type %s is shown', async (claimed, type) => {
    const { headers } = await of(claimed);
    expect([headers['content-type'], headers['content-disposition']]).toEqual([type, 'inline']);
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/javascript',
    'text/xml',
    'application/x-msdownload',
    'multipart/x-mixed-replace',
    'image/png\r\nset-cookie: a=b',
    '',
  ])('of type %j is only offered for saving', async (claimed) => {
    const { headers } = await of(claimed);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toBe('attachment');
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['Rechnung März.pdf', "attachment; filename*=UTF-8''Rechnung%20M%C3%A4rz.pdf"],
    ['a"\r\nset-cookie: b', "attachment; filename*=UTF-8''a%22%0D%0Aset-cookie%3A%20b"],
    ["it's (1)*.bin", "attachment; filename*=UTF-8''it%27s%20%281%29%2A.bin"],
    ['half \uD800 sign', "attachment; filename*=UTF-8''half%20%EF%BF%BD%20sign"],
  ])('named %j keeps its name and ends no header', async (name, disposition) => {
    expect((await of('application/zip', name)).headers['content-disposition']).toBe(disposition);
  });

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=4-99', 206, '456789', 'bytes 4-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=3-1', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['lines=0-1', 200, '0123456789', undefined],
  ])('asked for by %s', async (range, status, body, contentRange) => {
    const answer = await of('video/mp4', null, range);
    expect([answer.status, text(answer.body), answer.headers['content-range']]).toEqual([
      status,
      body,
      contentRange,
    ]);
  });

  it.each(['', 'x', '../secrets', `${ID}/../x`])('is not looked for under %j', async (id) => {
    let asked = false;
    const media = () => {
      asked = true;
      return Promise.resolve(null);
    };
    expect((await mediaResponse(media, id, null)).status).toBe(404);
    expect(asked).toBe(false);
  });

  it('that is not there is not found', async () => {
    expect((await mediaResponse(() => Promise.resolve(null), ID, null)).status).toBe(404);
  });
});
