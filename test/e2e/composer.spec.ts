import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from 'playwright/test';
import { dragFiles, dropFiles, pasteFiles } from './support/carried-files.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* What is written: files, emoji, and drafts that survive everything. Real simulator, relay,
 * database, core and browser. */

let stack: Stack;
let desk: Desk;
let picture: Buffer;

function rep() {
  const person = stack.world.people.find(({ role }) => role === 'agent');
  if (person === undefined) throw new Error('the sample has no rep');
  return person;
}

const ADDRESS = 'whatsapp:+525512340010';

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  picture = await readFile(join(import.meta.dirname, '../../assets/icons/icon.png'));
  await desk.signIn(rep());
  const buyer = stack.account.addCustomer({
    address: ADDRESS,
    profileName: 'Aceros Luján',
    language: 'en',
    readsAfterMs: 200,
    replies: null,
  });
  await buyer.writes('Can you send me the offer?');
  await desk.inbox.open('Aceros Luján');
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

test.describe.configure({ mode: 'serial' });

const chips = (page: Page) =>
  page.getByRole('list', { name: 'Attached files' }).getByRole('listitem');
const conversation = () =>
  desk.page.getByRole('region', { name: 'Conversation with Aceros Luján' });

test('files are picked, pasted and dropped; what the channel would refuse says why', async () => {
  const { page } = desk;
  const input = page.locator('input[type="file"]');
  await input.setInputFiles([
    { name: 'rack.png', mimeType: 'image/png', buffer: picture },
    { name: 'setup.exe', mimeType: 'application/x-msdownload', buffer: picture },
    { name: 'huge.png', mimeType: 'image/png', buffer: Buffer.alloc(5_100_000, 1) },
  ]);
  const faults = page.getByRole('alert');
  await expect(faults).toContainText('setup.exe is of a kind that the channel does not take.');
  await expect(faults).toContainText('huge.png has 5.1 MB; the channel takes 5 MB of this kind.');
  await expect(chips(page)).toHaveText([/rack\.png/]);

  await pasteFiles(desk.composer(), [{ name: 'terms.pdf', type: 'application/pdf', size: 2_000 }]);
  await expect(chips(page)).toHaveText([/rack\.png/, /terms\.pdf.*PDF · 2 kB/]);
  const call = { name: 'call.mp3', type: 'audio/mpeg', size: 900 };
  await dragFiles(conversation(), [call]);
  await expect(page.getByText('Drop to attach for Aceros Luján')).toBeVisible();
  await dropFiles(conversation(), [call]);
  await expect(page.getByText('Drop to attach for Aceros Luján')).toBeHidden();
  await expect(chips(page)).toHaveText([/rack\.png/, /terms\.pdf/, /call\.mp3/]);
  await page.getByRole('button', { name: 'Remove call.mp3' }).click();
  await expect(chips(page)).toHaveCount(2);
});

test('a draft with its files survives a reload, and signing out and in', async () => {
  const { page, inbox } = desk;
  await desk.composer().fill('Here it is');
  await page.reload();
  await expect(desk.composer()).toHaveValue('Here it is');
  await expect(chips(page)).toHaveText([/rack\.png/, /terms\.pdf/]);

  await page.getByRole('button', { name: rep().displayName }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await desk.signIn(rep());
  await inbox.open('Aceros Luján');
  await expect(desk.composer()).toHaveValue('Here it is');
  await expect(chips(page)).toHaveCount(2);
});

test('two tabs of one person show the same draft, and neither loses what is typed in it', async () => {
  const other = await desk.context.newPage();
  await other.goto(desk.page.url());
  const there = other.getByRole('textbox', { name: 'Message' });
  await expect(there).toHaveValue('Here it is');
  await there.fill('Here it is, as promised');
  await expect(desk.composer()).toHaveValue('Here it is, as promised');
  await expect(chips(other)).toHaveCount(2);
  await desk.composer().press('End');
  await desk.composer().pressSequentially('.');
  await expect(there).toHaveValue('Here it is, as promised.');
  await other.close();
});

test('what is typed while the program behind the page is gone is there when it is back', async () => {
  const { page } = desk;
  await desk.stopCore();
  await expect(page.getByText(/Casement's own program has stopped/)).toBeVisible();
  await desk.composer().press('End');
  await desk.composer().pressSequentially(' More soon.');
  await desk.startCore();
  await page.goto(desk.openUrl);
  await desk.inbox.open('Aceros Luján');
  await expect(desk.composer()).toHaveValue('Here it is, as promised. More soon.');
  await expect(chips(page)).toHaveCount(2);
  await page.reload();
  await expect(desk.composer()).toHaveValue('Here it is, as promised. More soon.');
});

test('an emoji is found by keys alone and put in where the cursor stands', async () => {
  const { page } = desk;
  await desk.composer().press('Home');
  await page.keyboard.press('ControlOrMeta+e');
  await expect(page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
  await page.keyboard.type('wrench');
  await expect(page.getByText('Hammer and wrench', { exact: true }).last()).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Wrench', { exact: true }).last()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(desk.composer()).toHaveValue('🔧Here it is, as promised. More soon.');
  await expect(desk.composer()).toBeFocused();
  await page.keyboard.type(' ');
  await page.keyboard.press('ControlOrMeta+e');
  await expect(page.getByText('Used last')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(desk.composer()).toHaveValue('🔧 Here it is, as promised. More soon.');
});

test('each file is a message of its own, the text goes with the picture, and all arrive', async () => {
  const { page } = desk;
  await desk.composer().press('Enter');
  await expect(desk.composer()).toHaveValue('');
  await expect(chips(page)).toHaveCount(0);
  const captioned = page.getByRole('article').filter({ hasText: 'as promised. More soon.' });
  await expect(captioned.getByRole('button', { name: 'Open the picture rack.png' })).toBeVisible();
  const sheet = page.getByRole('article').filter({ hasText: 'terms.pdf' });
  await expect(sheet.locator('[data-sign="read"]')).toBeVisible({ timeout: 30_000 });
  const sent = stack.account.messages().filter(({ to }) => to === ADDRESS);
  expect(sent.map(({ body, numMedia }) => [body, numMedia])).toEqual([
    ['🔧 Here it is, as promised. More soon.', 1],
    ['', 1],
  ]);
});

test('a picture is looked at by keys, and a document is saved', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Open the picture rack.png' }).click();
  const box = page.getByRole('dialog', { name: 'rack.png' });
  await expect(box.getByRole('img')).toBeVisible();
  await expect(box).toContainText('1 of 1');
  await page.keyboard.press('Escape');
  await expect(box).toBeHidden();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save terms.pdf' }).click();
  expect((await download).suggestedFilename()).toBe('terms.pdf');
});

test('by SMS nothing can be attached, and the sign says why', async () => {
  const { page, inbox } = desk;
  const texter = stack.account.addCustomer({
    address: '+447700900789',
    profileName: '',
    language: 'en',
    readsAfterMs: 200,
    replies: null,
  });
  await texter.writes('Is the shop open today?');
  await inbox.row('Is the shop open today?').click();
  await expect(page.getByRole('img', { name: /Files cannot be sent by SMS/ })).toBeVisible();
  await expect(page.locator('input[type="file"]')).toHaveCount(0);
});

test('nobody is kept out, and the page complains of nothing', async () => {
  const { page, inbox } = desk;
  await inbox.open('Aceros Luján');
  await page.locator('input[type="file"]').setInputFiles([
    { name: 'rack.png', mimeType: 'image/png', buffer: picture },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: picture },
  ]);
  await expect(chips(page)).toHaveText([/rack\.png.*PNG/]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  const gone = /WebSocket|ERR_CONNECTION/;
  expect(desk.complaints.filter((line) => !gone.test(line))).toEqual([]);
});
