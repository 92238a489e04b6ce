import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../relay/config.ts';
import { SetupError } from '../../../relay/setup-error.ts';

describe('readConfig', () => {
  test('needs no setting at all', () => {
    expect(readConfig({})).toEqual({
      databaseUrl: undefined,
      dataFolder: resolve('.data'),
      host: '127.0.0.1',
      port: 4400,
      publicUrl: undefined,
      twilioBaseUrl: null,
      secretKey: undefined,
      logLevel: 'warn',
      metricsOpen: false,
      seed: null,
    });
  });

  test('takes a blank line of a settings file as not set', () => {
    expect(readConfig({ DATABASE_URL: '', CASEMENT_DATA_DIR: '' })).toEqual(readConfig({}));
  });

  test.each(['postgres://u:p@db.example/casement', 'postgresql://db.example:5433/casement'])(
    'takes the database address %s',
    (url) => expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url),
  );

  test.each(['mysql://me:hush@db.example/casement', 'me:hush@db.example', 'postgres:hush'])(
    'refuses %s as a database address in one line, without repeating it',
    (url) => {
      const read = () => readConfig({ DATABASE_URL: url });
      expect(read).toThrow(SetupError);
      expect(read).toThrow(
        /^The relay cannot start: DATABASE_URL must be a PostgreSQL address[^\n]+$/,
      );
      // The address may hold a password.
      expect(read).not.toThrow('hush');
    },
  );
});
