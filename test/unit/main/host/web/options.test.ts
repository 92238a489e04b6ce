import { describe, expect, it } from 'vitest';
import { openCommand } from '../../../../../main/host/web/open-browser.ts';
import { webOptions } from '../../../../../main/host/web/options.ts';

describe('what the web host is told', () => {
  it('has a default for everything', () => {
    expect(webOptions([], {})).toEqual({
      profile: 'default',
      port: 4380,
      open: false,
      dev: false,
      dataFolder: '.data',
      relayUrl: 'http://127.0.0.1:4400',
    });
  });

  it('is taken from the command line and the environment', () => {
    const args = ['--profile', 'b', '--port', '0', '--open', '--dev'];
    const environment = { CASEMENT_DATA_DIR: '/d', CASEMENT_RELAY_URL: 'https://relay.example' };
    expect(webOptions(args, environment)).toEqual({
      profile: 'b',
      port: 0,
      open: true,
      dev: true,
      dataFolder: '/d',
      relayUrl: 'https://relay.example',
    });
  });

  it.each([
    [['--port', '65536'], {}, 'is not a port'],
    [['--port', 'x'], {}, 'is not a port'],
    [['--port', ''], {}, 'is not a port'],
    [['--port', '1.5'], {}, 'is not a port'],
    [['--profile', '../x'], {}, 'cannot be the name of a profile'],
    [['--prot', '1'], {}, 'Known are --profile'],
    [['extra'], {}, 'Known are --profile'],
    [[], { CASEMENT_RELAY_URL: 'ftp://relay' }, 'not the address of a relay'],
  ])('refuses %j with %j', (args, environment, why) => {
    expect(() => webOptions(args, environment)).toThrow(why);
  });
});

describe('the person’s browser', () => {
  it.each<[NodeJS.Platform, readonly string[]]>([
    ['linux', ['xdg-open', 'http://127.0.0.1:1/open?token=a&b']],
    ['darwin', ['open', 'http://127.0.0.1:1/open?token=a&b']],
    ['win32', ['rundll32', 'url.dll,FileProtocolHandler', 'http://127.0.0.1:1/open?token=a&b']],
  ])('is opened on %s by a program that gets the address as one argument', (platform, command) => {
    expect(openCommand(platform, 'http://127.0.0.1:1/open?token=a&b')).toEqual(command);
  });
});
