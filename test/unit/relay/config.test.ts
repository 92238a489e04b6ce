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
      backfillMinutes: 5,
      metricsOpen: false,
      webhooksPrivate: false,
      trustedProxies: ['127.0.0.0/8', '::1'],
      singleSignOn: undefined,
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

const FIRST_TENANT = {
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'hush-hush',
  TWILIO_SENDERS: 'whatsapp:+13125550142, +13125550177',
  CASEMENT_TENANT_NAME: 'Northwind Supply',
  CASEMENT_ADMIN_EMAIL: 'ada@northwind.example',
  CASEMENT_ADMIN_PASSWORD: 'correct horse',
};

describe('the settings of a relay', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '1.5'],
    ['PUBLIC_URL', 'relay.example'],
    ['PUBLIC_URL', 'http://relay.example'],
    ['TWILIO_BASE_URL', 'http://twilio.example'],
    ['CASEMENT_SECRET_KEY', 'hush-hush'],
    ['CASEMENT_SECRET_KEY', Buffer.alloc(31).toString('base64')],
    ['LOG_LEVEL', 'loud'],
    ['CASEMENT_SAMPLE', 'yes'],
    ['CASEMENT_METRICS', 'everybody'],
    ['OIDC_ISSUER', 'http://login.example'],
    ['OIDC_TRUST_EMAIL', 'hush-hush'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,hush-hush'],
    ['TWILIO_ACCOUNT_SID', 'SM0123456789abcdef0123456789abcdef'],
    ['TWILIO_SENDERS', '+13125550142,whatsapp:hush-hush'],
    ['TWILIO_SENDERS', '+13125550142, whatsapp:+13125550142, +13125550142'],
    ['CASEMENT_ADMIN_EMAIL', 'ada'],
    ['CASEMENT_ADMIN_PASSWORD', 'hush-hush'],
  ])('%s may not be %j; one line says so without repeating it', (name, value) => {
    const read = () => readConfig({ ...FIRST_TENANT, [name]: value });
    expect(read).toThrow(SetupError);
    expect(read).toThrow(new RegExp(`^The relay cannot start: ${name} must [^\\n]+$`));
    expect(read).not.toThrow('hush');
  });

  test('every wrong one is named', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'x' })).toThrow(/PORT must.*; LOG_LEVEL must/);
  });

  test.each(['0.0.0.0', '::'])('HOST=%s needs the address under which others reach it', (HOST) => {
    expect(() => readConfig({ HOST })).toThrow(/^The relay cannot start: PUBLIC_URL is missing/);
    expect(readConfig({ HOST, PUBLIC_URL: 'https://relay.example' }).host).toBe(HOST);
  });

  test('addresses lose the slash at their end', () => {
    const { publicUrl, twilioBaseUrl } = readConfig({
      PUBLIC_URL: 'https://relay.example/casement/',
      TWILIO_BASE_URL: 'http://127.0.0.1:4010/',
    });
    expect([publicUrl, twilioBaseUrl]).toEqual([
      'https://relay.example/casement',
      'http://127.0.0.1:4010',
    ]);
  });

  test('the company’s provider is one as soon as its address and client are known', () => {
    const given = { OIDC_ISSUER: 'https://login.example/tenant/', OIDC_CLIENT_ID: 'casement' };
    expect(readConfig(given).singleSignOn).toEqual({
      issuer: 'https://login.example/tenant',
      clientId: 'casement',
      clientSecret: undefined,
      name: 'login.example',
      trustEmail: false,
      secondStep: false,
    });
    for (const name of Object.keys(given)) {
      const read = () => readConfig({ ...given, [name]: '' });
      expect(read).toThrow(`The relay cannot start: ${name} is missing.`);
    }
    expect(() => readConfig({ OIDC_CLIENT_SECRET: 'hush' })).toThrow(/OIDC_ISSUER is missing/);
  });

  test('the first tenant needs all of its settings', () => {
    expect(readConfig(FIRST_TENANT).seed).toEqual({
      kind: 'tenant',
      tenant: {
        name: 'Northwind Supply',
        account: { sid: FIRST_TENANT.TWILIO_ACCOUNT_SID, authToken: 'hush-hush' },
        senders: [
          { channel: 'whatsapp', address: '+13125550142' },
          { channel: 'sms', address: '+13125550177' },
        ],
        admin: { email: 'ada@northwind.example', password: 'correct horse' },
      },
    });
    for (const name of Object.keys(FIRST_TENANT)) {
      const read = () => readConfig({ ...FIRST_TENANT, [name]: '' });
      expect(read).toThrow(`The relay cannot start: ${name} is missing.`);
    }
  });

  test('the sample stays away from the real Twilio, and from a real tenant', () => {
    expect(() => readConfig({ CASEMENT_SAMPLE: '1' })).toThrow(/needs TWILIO_BASE_URL/);
    const simulator = { CASEMENT_SAMPLE: '1', TWILIO_BASE_URL: 'http://127.0.0.1:4010' };
    expect(readConfig(simulator).seed).toEqual({
      kind: 'sample',
      providerUrl: 'http://127.0.0.1:4010',
    });
    expect(() => readConfig({ ...FIRST_TENANT, ...simulator })).toThrow(/exclude each other/);
  });
});
