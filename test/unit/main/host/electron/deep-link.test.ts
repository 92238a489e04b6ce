import { describe, expect, it } from 'vitest';
import {
  conversationUrl,
  linkAmong,
  linkedConversation,
} from '../../../../../main/host/electron/deep-link.ts';

const ID = '0199c1de-0000-7000-8000-000000000001';

describe('a link that someone hands us', () => {
  it.each([`casement://conversation/${ID}`, `casement://conversation/${ID}/`])(
    'opens the conversation of %s',
    (link) => {
      const id = linkedConversation(link);
      expect(id).toBe(ID);
      expect(id === null ? null : conversationUrl(id)).toBe(`app://casement/#/conversation/${ID}`);
    },
  );

  it.each([
    '',
    'casement:',
    `casement://conversation/`,
    `casement://conversation/${ID}?send=now`,
    `casement://conversation/${ID}#x`,
    `casement://conversation/${ID}/../../x`,
    `casement://conversation/${ID}\n--inspect`,
    `casement://conversation/00000000-0000-0000-0000-00000000000g`,
    `casement://conversation/------------------------------------`,
    `casement://message/${ID}`,
    `casement://user@conversation/${ID}`,
    `https://conversation/${ID}`,
    `xcasement://conversation/${ID}`,
  ])('is not understood as %s', (link) => {
    expect(linkedConversation(link)).toBeNull();
  });

  it('is found among the arguments of a start', () => {
    const args = ['casement.exe', '--profile', 'a', `casement://conversation/${ID}`];
    expect(linkAmong(args)).toBe(ID);
    expect(linkAmong(args.slice(0, 3))).toBeNull();
  });
});
