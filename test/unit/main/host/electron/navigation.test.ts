import { beforeEach, describe, expect, it, vi } from 'vitest';
import { confirmExternal, guardNavigation } from '../../../../../main/host/electron/navigation.ts';
import {
  resetElectron,
  shell,
  state,
  WebContents,
} from '../../../../support/fake-electron/index.ts';

const OPEN = 0;

function guarded(): WebContents {
  guardNavigation();
  return new WebContents();
}

/** Whether an event was prevented. */
function prevents(contents: WebContents, name: string, members: object = {}): boolean {
  let prevented = false;
  contents.emit(name, { ...members, preventDefault: () => (prevented = true) });
  return prevented;
}

beforeEach(resetElectron);

describe('the page', () => {
  it.each([
    'https://evil.example/',
    'file:///etc/passwd',
    'app://casement/',
    'javascript:alert(1)',
  ])('never leaves for %s', (url) => {
    expect(prevents(guarded(), 'will-navigate', { url })).toBe(true);
    expect(state.opened).toEqual([]);
  });

  it('follows no redirect, moves no frame and takes in no other page', () => {
    const contents = guarded();
    expect(prevents(contents, 'will-redirect', { url: 'https://evil.example/' })).toBe(true);
    expect(prevents(contents, 'will-frame-navigate', { isMainFrame: false })).toBe(true);
    expect(prevents(contents, 'will-attach-webview')).toBe(true);
  });

  it.each(['https://example.org/', 'app://casement/', 'about:blank', 'file:///etc/passwd'])(
    'opens no window for %s',
    (url) => {
      expect(guarded().openHandler?.({ url })).toEqual({ action: 'deny' });
    },
  );

  it('offers a file of a conversation for saving', () => {
    guarded().openHandler?.({ url: 'app://casement/media/1' });
    expect(state.downloads).toEqual(['app://casement/media/1']);
    expect(state.boxes).toEqual([]);
  });
});

describe('a link out', () => {
  it('is shown in full and opens in the browser once the person agrees', async () => {
    state.pressed = OPEN;
    expect(await confirmExternal('https://example.org/a?b=c')).toBe(true);
    expect(state.boxes).toEqual([
      expect.objectContaining({
        message: 'Open example.org in your browser?',
        detail: 'https://example.org/a?b=c',
        defaultId: 1,
      }),
    ]);
    expect(state.opened).toEqual(['https://example.org/a?b=c']);
  });

  it('says so where nothing on this machine opens it', async () => {
    state.pressed = OPEN;
    vi.spyOn(shell, 'openExternal').mockRejectedValueOnce(new Error('no application'));
    expect(await confirmExternal('https://example.org/')).toBe(false);
    expect(state.boxes[1]).toMatchObject({ message: 'example.org cannot be opened' });
  });

  it('does not open when the person does not', async () => {
    expect(await confirmExternal('https://example.org/')).toBe(false);
    expect(state.opened).toEqual([]);
  });

  it('shows what a name that looks like another really is', async () => {
    await confirmExternal('https://xn--pypal-4ve.com/');
    await confirmExternal('https://pаypal.com/');
    expect(state.boxes.map(({ message }) => message)).toEqual([
      'Open xn--pypal-4ve.com in your browser?',
      'Open xn--pypal-4ve.com in your browser?',
    ]);
  });

  it.each([
    'http://example.org/',
    'file:///etc/passwd',
    'smb://server/share',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'casement://conversation/0199c1de-0000-7000-8000-000000000001',
    'https://bank.example@evil.example/',
    'not an address',
    '',
  ])('is not even asked about for %s', async (url) => {
    state.pressed = OPEN;
    expect(await confirmExternal(url)).toBe(false);
    expect(state.boxes).toEqual([]);
    expect(state.opened).toEqual([]);
  });
});
