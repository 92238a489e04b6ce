import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* The library of templates: begun with ready ones, planned for a day, compared, saved as a file and
 * read from one. */

let stack: Stack;
let admin: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find((one) => one.role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await admin.signIn(person);
  await admin.page.getByRole('button', { name: 'Admin', exact: true }).click();
});

test.afterAll(async () => {
  await admin.close();
  await stack.close();
});

const list = (): Locator => admin.page.getByRole('listbox', { name: 'Templates' });
const tool = async (name: RegExp): Promise<void> => {
  await admin.page.getByRole('button', { name: 'More for the library' }).click();
  await admin.page.getByRole('menuitem', { name }).click();
};

async function expectNobodyKeptOut(picture: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await admin.page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: admin.page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await admin.page.screenshot({ path: `.cache/e2e/library-${picture}-${colorScheme}.png` });
  }
}

test('ready templates become drafts in the languages that are chosen', async () => {
  const { page } = admin;
  await tool(/Begin with ready templates/);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /Out of stock/ }).check();
  await dialog.getByRole('checkbox', { name: /New catalogue/ }).check();
  await dialog.getByRole('checkbox', { name: 'German' }).check();
  await expectNobodyKeptOut('starter');
  await dialog.getByRole('button', { name: 'Make 4 drafts' }).click();
  await expect(page.getByText('4 drafts are in the library')).toBeVisible();
  // There is a template of this name at the provider.
  await expect(list().getByRole('option').filter({ hasText: 'order_confirmed_2' })).toBeVisible();
  await expect(list().getByRole('option').filter({ hasText: 'out_of_stock' })).toContainText('de');
});

test('a deadline says by when it should be submitted, and is found by its filter', async () => {
  const { page } = admin;
  await list().getByRole('option').filter({ hasText: 'catalogue' }).click();
  const day = new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel('Needed for').fill('Spring catalogue');
  await page.getByLabel('Approved by the morning of').fill(day);
  await expect(page.getByText(/no time for a rejection|probably too late/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Tags' }).fill('spring, b2b');
  await page.getByRole('textbox', { name: 'Tags' }).blur();
  await expectNobodyKeptOut('deadline');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the templates' }).click();
  await page.getByRole('combobox', { name: 'Deadline' }).selectOption('Probably not met');
  await expect(list().getByRole('option')).toHaveCount(1);
  await expect(list().getByRole('option')).toContainText('Spring catalogue');
  await expectNobodyKeptOut('late');
  await page.getByRole('combobox', { name: 'Deadline' }).selectOption('With or without');
  await page.getByRole('combobox', { name: 'Tag' }).selectOption('b2b');
  await expect(list().getByRole('option')).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Tag' }).selectOption('Every tag');
});

test('what was not sent lately is found', async () => {
  const { page } = admin;
  await page.getByRole('checkbox', { name: 'Unused' }).check();
  // The sample's templates are all in use, and drafts cannot be.
  await expect(page.getByText('No template is like this')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Unused' }).uncheck();
});

test('the library goes into a file, and a changed file comes back as drafts', async () => {
  const { page } = admin;
  const saved = page.waitForEvent('download');
  await tool(/Save 4 templates as a file/);
  const text = await readFile((await (await saved).path()) ?? '', 'utf8');
  await tool(/Import from a file/);
  const dialog = page.getByRole('dialog');
  const pick = (content: string) =>
    dialog.getByLabel('File').setInputFiles({
      name: 'templates.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
  await pick(text.replace('"marketing"', '"news"'));
  await expect(dialog.getByRole('alert')).toContainText(/Line 7, templates\.0\.category/);
  await expect(dialog.getByRole('button', { name: /Take over/ })).toBeDisabled();
  await expectNobodyKeptOut('import-fault');
  await pick(text.replace('we have your order', 'thank you: we have your order'));
  await expect(dialog.getByText('“order_confirmed_2” changes')).toBeVisible();
  await expect(dialog.getByText('3 templates are as in the file')).toBeVisible();
  await dialog.getByRole('button', { name: 'Take over 1 template' }).click();
  await expect(
    list().getByRole('option').filter({ hasText: 'thank you: we have your order' }),
  ).toBeVisible();
});

test('a version is compared with what is written now', async () => {
  const { page } = admin;
  await list().getByRole('option').filter({ hasText: 'order_confirmed_2' }).click();
  await page.getByRole('button', { name: /^Submit/ }).click();
  await expect(page.getByText(/Version 1 · en/)).toBeVisible();
  await expect(page.getByText('Not sent in the last 90 days.')).toBeVisible();
  const body = page.getByRole('textbox', { name: 'Body' });
  const before = await body.inputValue();
  await body.fill(before.replace('thank you', 'many thanks'));
  await page.getByRole('button', { name: 'Compare' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'What has changed' });
  await expect(dialog.locator('del')).toContainText('thank you');
  await expect(dialog.locator('ins')).toContainText('many thanks');
  await expectNobodyKeptOut('compare');
});
