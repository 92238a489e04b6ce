import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* The contacts: found, made, changed without the relay too, and written to first. */

let stack: Stack;
let desk: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  const person = stack.world.people.find(({ role }) => role === 'agent');
  if (person === undefined) throw new Error('the sample has no rep');
  await desk.signIn(person);
  await desk.page.getByRole('button', { name: 'Contacts', exact: true }).click();
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

const list = () => desk.page.getByRole('listbox', { name: 'List of contacts' });
const search = () => desk.page.getByRole('searchbox', { name: 'Search contacts' });
const NAME = 'Herrajes Quetzal';

async function axe() {
  // For seven seconds after signing in react-aria's announcer still names the button that is gone.
  const { violations } = await new AxeBuilder({ page: desk.page })
    .exclude('[data-live-announcer]')
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test('the list is gone through by keys, in light and dark', async () => {
  const { page } = desk;
  await expect(list().getByRole('option').first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(search()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/contacts\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { name: 'Consent' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axe()).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByText('No contact is open')).toBeVisible();
});

test('one is made by a number in any spelling, and what was typed outlives its form', async () => {
  const { page } = desk;
  await page.keyboard.press('n');
  const form = page.getByRole('dialog');
  await form.getByLabel('Name', { exact: true }).fill(NAME);
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue(NAME);
  await form.getByLabel('Phone number').fill('12');
  await form.getByRole('button', { name: 'Create' }).click();
  await expect(form.getByText(/This is no possible number/)).toBeVisible();
  await form.getByLabel('Country').selectOption('MX');
  await form.getByLabel('Phone number').fill('(55) 1234-0099');
  await expect(form.getByText('+52 55 1234 0099')).toBeVisible();
  expect(await axe()).toEqual([]);
  await form.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
  await search().fill('12340099');
  await expect(list().getByRole('option')).toHaveCount(1);
  await expect(list().getByRole('option')).toContainText(NAME);
});

test('a number that is somebody else’s leads to them', async () => {
  const { page } = desk;
  await page.keyboard.press('Escape');
  await search().blur();
  await page.keyboard.press('n');
  const form = page.getByRole('dialog');
  await form.getByLabel('Name', { exact: true }).fill('Somebody new');
  await form.getByLabel('Phone number').fill('+52 55 1234 0099');
  await form.getByRole('button', { name: 'Create' }).click();
  await expect(form.getByText('This number or user id belongs to another contact.')).toBeVisible();
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Somebody new');
  await form.getByRole('button', { name: 'Open that contact' }).click();
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
});

test('consent is recorded with its proof, and says how it came to be', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Record consent' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Record', exact: true })).toBeDisabled();
  await dialog.getByLabel('Where it was given').fill('Order form 2026');
  await dialog.getByLabel('What proves it').fill('Ticked and signed');
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  const history = page.getByRole('list', { name: 'How it came to be' });
  await expect(history).toContainText('WhatsApp: Opted in, by “Order form 2026”');
  await expect(history).toContainText('Ticked and signed');
});

test('written to first, a conversation opens with the templates', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Start a conversation' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open the conversation' }).click();
  await expect(page).toHaveURL(/#\/inbox\/all\/[0-9a-f-]{36}/);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeHidden();
  await expect(page.getByText(/template/i).first()).toBeVisible();
});

test('without the relay it is changed all the same, and everybody has it later', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Contacts', exact: true }).click();
  await search().fill(NAME);
  await list().getByRole('option', { name: NAME }).click();
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
  await stack.stopRelay();
  await expect(page.getByText(/Offline since \d\d:\d\d/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Company').fill('Quetzal SA de CV');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('article', { name: NAME })).toContainText('Quetzal SA de CV');
  await stack.startRelay();
  await expect(page.getByText(/Offline since/)).toBeHidden({ timeout: 30_000 });
  await page.reload();
  await expect(page.getByRole('article', { name: NAME })).toContainText('Quetzal SA de CV');
  expect(desk.complaints.filter((one) => !one.includes('ERR_CONNECTION'))).toEqual([]);
});

test('contacts come from a file: its columns, what is wrong with a row, and what became of it', async ({
  browser,
}) => {
  const admin = stack.world.people.find(({ role }) => role === 'admin');
  if (admin === undefined) throw new Error('the sample has no admin');
  const lead = await openDesk(stack, browser);
  await lead.signIn(admin);
  const { page } = lead;
  await page.getByRole('button', { name: 'Contacts', exact: true }).click();
  await page.getByRole('button', { name: 'Contacts from and into files' }).click();
  await page.getByRole('menuitem', { name: 'Import a CSV file' }).click();
  await page.getByLabel('The file').setInputFiles({
    name: 'buyers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'Name,Company,Phone,Opt-in,Shoe size\nAda Krüger,Krüger KG,+49 30 123456,yes,39\nBob,Bob Ltd,12,no,44\n',
    ),
  });
  await expect(page.getByLabel('Phone', { exact: true })).toHaveValue('phone');
  await expect(page.getByLabel('Shoe size')).toHaveValue('');
  await expect(page.getByText('The first 2 rows: 2 with faults.')).toBeVisible();
  await page.getByLabel('Where they opted in', { exact: true }).last().fill('Trade fair 2026');
  await page.getByLabel('The proof').fill('Signed cards, box 4');
  await expect(page.getByText('The first 2 rows: 1 with faults.')).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/contact-import.png' });
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('The import is done')).toBeVisible();
  await expect(page.getByText('1 contact is new')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save what became of each row' }).click();
  expect(await readFile(await (await saved).path(), 'utf8')).toMatch(/Bob.*failed/);
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Search contacts' }).fill('Krüger KG');
  await expect(page.getByRole('option', { name: /Ada Krüger/ })).toBeVisible();
  await lead.close();
});
