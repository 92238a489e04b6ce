import { AxeBuilder } from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'playwright/test';
import { z } from 'zod';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* One contact out of two, two out of one, fields of the company's own, and a new number written to. */

let stack: Stack;
let desk: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  const person = stack.world.people.find(({ role }) => role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await desk.signIn(person);
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

const list = () => desk.page.getByRole('listbox', { name: 'List of contacts' });
const search = () => desk.page.getByRole('searchbox', { name: 'Search contacts' });
const dialog = () => desk.page.getByRole('dialog');

async function expectNobodyKeptOut() {
  const { violations } = await new AxeBuilder({ page: desk.page })
    .exclude('[data-live-announcer]')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

async function create(name: string, number: string) {
  await desk.page.getByRole('button', { name: 'New contact' }).first().click();
  await dialog().getByLabel('Name', { exact: true }).fill(name);
  await dialog().getByLabel('Company').fill('Almacenes Tajín');
  await dialog().getByLabel('Phone number').fill(number);
  await dialog().getByRole('button', { name: 'Create' }).click();
  await expect(desk.page.getByRole('heading', { name })).toBeVisible();
}

test('an admin adds a field, and contacts have it', async () => {
  const { page } = desk;
  await page.goto(`${new URL(page.url()).origin}/#/admin/contactFields`);
  await page.getByRole('button', { name: 'New field' }).click();
  await dialog().getByLabel('Name', { exact: true }).fill('Delivery weekday');
  await dialog().getByText('Choice', { exact: true }).click();
  await dialog().getByLabel('What can be chosen').fill('Monday\nThursday\nMonday\n');
  await page.screenshot({ path: '.cache/e2e/joining-field.png' });
  await expectNobodyKeptOut();
  await dialog().getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Delivery weekday' });
  await expect(row).toContainText('Monday, Thursday');
  await page.screenshot({ path: '.cache/e2e/joining-fields.png' });
});

test('duplicates are found with their reason, compared, and become one', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Contacts', exact: true }).click();
  await create('Ximena Tajín', '+52 55 1234 0101');
  await page.getByRole('button', { name: 'Record consent' }).click();
  await dialog().getByText('Opted out', { exact: true }).click();
  await dialog().getByLabel('Where it was given').fill('By phone');
  await dialog().getByLabel('What proves it').fill('Said so');
  await dialog().getByRole('button', { name: 'Record', exact: true }).click();
  await expect(dialog()).toHaveCount(0);
  await create('Ximena Tajin', '+52 55 1234 0102');
  await create('Ximena Tajín', '+52 55 1234 0103');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog().getByLabel('Delivery weekday').selectOption('Thursday');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('article')).toContainText('Thursday');

  await page.getByRole('button', { name: 'Contacts from and into files' }).click();
  await page.getByRole('menuitem', { name: 'Possible duplicates' }).click();
  const group = dialog()
    .getByRole('listitem')
    .filter({ hasText: 'The same name and company' })
    .filter({ hasText: 'Ximena Tajín' });
  await expect(group.first()).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/joining-duplicates.png' });
  await expectNobodyKeptOut();
  await group.getByRole('button', { name: 'Merge Ximena Tajín into the first' }).first().click();
  const together = dialog().getByRole('table');
  await expect(together.getByRole('row', { name: /^Consent, WhatsApp/ })).toContainText(
    'Opted out',
  );
  await expect(together.getByRole('row', { name: /^Delivery weekday/ })).toContainText('Thursday');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.cache/e2e/joining-merge-${colorScheme}.png` });
  }
  await expectNobodyKeptOut();
  await dialog().getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(group).toHaveCount(0);
  await page.keyboard.press('Escape');
  await search().fill('Ximena Tajín');
  await expect(list().getByRole('option')).toHaveCount(2);
});

test('another entry is found by typing, and merged by keys', async () => {
  const { page } = desk;
  await search().fill('12340101');
  await expect(list().getByRole('option')).toHaveCount(1);
  await list().getByRole('option').click();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Merge with another contact' }).click();
  await dialog().getByRole('searchbox', { name: 'The other contact' }).fill('12340102');
  await expect(dialog().getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog().getByRole('table')).toBeVisible();
  await dialog().getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(dialog()).toHaveCount(0);
  for (const number of ['+52 55 1234 0101', '+52 55 1234 0102', '+52 55 1234 0103']) {
    await expect(page.getByRole('article')).toContainText(number);
  }
});

test('everything of one person is saved as a file', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.screenshot({ path: '.cache/e2e/joining-more.png' });
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save everything of this person' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('contact.json');
  const text = await readFile(await file.path(), 'utf8');
  const read = z.object({ identities: z.array(z.object({ address: z.string() })) });
  expect(read.parse(JSON.parse(text)).identities.map(({ address }) => address)).toContain(
    '+525512340103',
  );
});

test('a number leaves into a contact of its own, with what was consented to', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Give a number a contact of its own' }).click();
  await dialog().getByLabel('The number that leaves').selectOption('+525512340103');
  await dialog().getByLabel('Name of the new contact').fill('Bodega Tajín');
  await page.screenshot({ path: '.cache/e2e/joining-split.png' });
  await expectNobodyKeptOut();
  await dialog().getByRole('button', { name: 'Split off' }).click();
  const apart = page.getByRole('article', { name: 'Bodega Tajín' });
  await expect(apart).toContainText('+52 55 1234 0103');
  await expect(apart).toContainText('Opted out');
});

test('a number that nobody has is written to from the inbox', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Inbox', exact: true }).click();
  await expect(page).toHaveURL(/#\/inbox/);
  await page.keyboard.press('Shift+C');
  const find = dialog().getByRole('searchbox', { name: 'Write to' });
  await find.fill('55 1234 0101');
  await expect(dialog().getByRole('option', { name: 'Ximena Tajín' })).toBeVisible();
  await find.fill('+49 171 5550099');
  await expect(dialog().getByRole('option')).toHaveCount(1);
  await page.screenshot({ path: '.cache/e2e/joining-new.png' });
  await expectNobodyKeptOut();
  await dialog()
    .getByRole('option', { name: /Write to \+49 171 5550099/ })
    .click();
  await dialog().getByLabel('Name', { exact: true }).fill('Werkzeug Ahlers');
  await page.screenshot({ path: '.cache/e2e/joining-start.png' });
  await dialog().getByRole('button', { name: 'Open the conversation' }).click();
  await expect(page).toHaveURL(/#\/inbox\/all\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { name: 'Werkzeug Ahlers' }).first()).toBeVisible();
  expect(desk.complaints).toEqual([]);
});
