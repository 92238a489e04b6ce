import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { acceptAt, inviting, ownersOffice } from '../../../support/relay/people-office.ts';

const CHOSEN = 'a password of her own';

/** A mail server that keeps what comes. */
async function mailServer() {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { mails, url: `smtp://127.0.0.1:${port}` };
}

test('an invitation goes out by mail, with the link', async () => {
  const { mails, url } = await mailServer();
  const mail = { url, from: 'Casement <casement@northwind.example>' };
  const { link, ask } = await ownersOffice({ mail });
  const told = await link('person.invite', inviting('grace@northwind.example'));
  expect(told.mailed).toBe(true);
  await expect
    .poll(async () => (await ask('invitations.list', {})).invitations)
    .toMatchObject([{ mail: 'sent' }]);
  const [text = ''] = mails;
  expect(text).toContain('To: grace@northwind.example');
  const words = text.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  expect(words).toContain(told.link);
  expect((await acceptAt(told.link, CHOSEN)).status).toBe(200);
});

test('where the mail server does not take it, the list says so, and the link still works', async () => {
  const mail = { url: 'smtp://127.0.0.1:9', from: 'casement@northwind.example' };
  const { link, ask } = await ownersOffice({ mail });
  const told = await link('person.invite', inviting('grace@northwind.example'));
  await expect
    .poll(async () => (await ask('invitations.list', {})).invitations)
    .toMatchObject([{ mail: 'failed' }]);
  expect((await acceptAt(told.link, CHOSEN)).status).toBe(200);
});
