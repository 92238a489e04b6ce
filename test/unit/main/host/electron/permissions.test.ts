import { session } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { denyPermissions } from '../../../../../main/host/electron/permissions.ts';
import { resetElectron, session as fake } from '../../../../support/fake-electron/index.ts';

const told = fake.defaultSession;
const PAGE = 'app://casement/';

beforeEach(() => {
  resetElectron();
  denyPermissions(session.defaultSession);
});

function asks(permission: string, details: object): boolean {
  let answer = false;
  told.permissionRequest?.({}, permission, (granted: boolean) => (answer = granted), details);
  return answer;
}

describe('what the page may ask for', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'midi',
    'clipboard-read',
    'openExternal',
    'fullscreen',
    'display-capture',
    'unknown',
  ])('is not %s', (permission) => {
    expect(asks(permission, { isMainFrame: true, requestingUrl: PAGE })).toBe(false);
    expect(told.permissionCheck?.({}, permission, PAGE, { isMainFrame: true })).toBe(false);
  });

  it('is to copy text, for our own page in its main frame only', () => {
    const copy = 'clipboard-sanitized-write';
    expect(asks(copy, { isMainFrame: true, requestingUrl: PAGE })).toBe(true);
    expect(asks(copy, { isMainFrame: false, requestingUrl: PAGE })).toBe(false);
    expect(asks(copy, { isMainFrame: true, requestingUrl: 'https://evil.example/' })).toBe(false);
    expect(told.permissionCheck?.({}, copy, PAGE, { isMainFrame: true })).toBe(true);
    expect(told.permissionCheck?.({}, copy, PAGE, { isMainFrame: false })).toBe(false);
    expect(told.permissionCheck?.({}, copy, 'app://casement.evil', { isMainFrame: true })).toBe(
      false,
    );
  });

  it('is no device and no screen', () => {
    expect(told.device?.({ deviceType: 'usb', origin: PAGE })).toBe(false);
    const streams: unknown[] = [];
    told.display?.({}, (given) => streams.push(given));
    expect(streams).toEqual([null]);
  });
});

describe('the network', () => {
  it.each([
    ['app://casement/assets/main.js', false],
    ['blob:app://casement/1', false],
    ['data:image/png;base64,AAAA', false],
    ['devtools://devtools/bundled/index.html', false],
    ['https://evil.example/', true],
    ['http://127.0.0.1:4000/', true],
    ['file:///etc/passwd', true],
    ['app://other/', true],
    ['ws://127.0.0.1:1/', true],
  ])('for %s: closed %s', (url, cancel) => {
    const decisions: unknown[] = [];
    told.beforeRequest?.({ url }, (decision) => decisions.push(decision));
    expect(decisions).toEqual([{ cancel }]);
  });

  it.each([
    ['app://casement/media/1', false],
    ['blob:https://evil.example/1', true],
    ['https://evil.example/setup.exe', true],
  ])('saves %s: prevented %s', (url, expected) => {
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    told.emit('will-download', event, { getURL: () => url });
    expect(prevented).toBe(expected);
  });
});
