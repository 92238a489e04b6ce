import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* The library of templates: written, checked as it is typed, submitted, decided on, and changed by
 * two admins at once. Real simulator, relay, database, cores and browsers. */

let stack: Stack;
let admin: Desk;
let other: Desk;

async function faultsOf(page: Page): Promise<string[]> {
  const whole = new AxeBuilder({ page }).exclude('[data-live-announcer]');
  const { violations } = await whole.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const rowsOf = (page: Page) => page.getByRole('listbox', { name: 'Templates' }).getByRole('option');

const goToLibrary = (page: Page) =>
  page.goto(`${new URL(page.url()).origin}/#/admin/templates`, { waitUntil: 'commit' });

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  other = await openDesk(stack, browser, { colorScheme: 'dark' });
  const found = stack.world.people.find(({ role }) => role === 'admin');
  if (found === undefined) throw new Error('the sample has no admin');
  await admin.signIn(found);
  await other.signIn(found);
  await goToLibrary(admin.page);
  await goToLibrary(other.page);
});

test.afterAll(async () => {
  await other.close();
  await admin.close();
  await stack.close();
});

test('what the provider has is there, found by its words, and can be taken into the library', async () => {
  const { page } = admin;
  const rows = rowsOf(page);
  await expect(rows.first()).toBeVisible();
  await page.getByLabel('Search').fill('order_shipped');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('At the provider only');
  await page.getByLabel('Search').fill('nothing is like this');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByLabel('Search')).toHaveValue('');
});

test('a template is written, and what is wrong with it is said beside its field and mended', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'New template' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Pick up ready!');
  await expect(dialog.getByLabel('Name')).toHaveValue('pick_up_ready_');
  await dialog.getByLabel('Name').fill('pickup_ready');
  await dialog.getByRole('button', { name: 'Begin writing' }).click();
  await expect(page.getByText('A template needs a body.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit as pickup_ready' })).toBeDisabled();

  const body = page.getByLabel('Body', { exact: true });
  await body.fill('Your order {{Order Number}} is ready at our counter until Friday evening.');
  await expect(page.getByText('“Order Number”: a variable has small letters')).toBeVisible();
  await page.getByRole('button', { name: 'Mend it' }).click();
  await expect(body).toHaveValue(
    'Your order {{order_number}} is ready at our counter until Friday evening.',
  );
  await page.getByLabel('Order number').fill('SO-4711');
  const preview = page.getByRole('region', { name: 'What the customer gets' });
  await expect(preview).toContainText('Your order SO-4711 is ready');
  await expect(page.getByText('Nothing stands in the way of submitting')).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Order number')).toHaveValue('');
  await page.keyboard.press('Control+y');
  await expect(page.getByLabel('Order number')).toHaveValue('SO-4711');
});

test('words that sell are marked in a utility template', async () => {
  const { page } = admin;
  const body = page.getByLabel('Body', { exact: true });
  const before = await body.inputValue();
  await body.fill(`${before} Buy two today and get 20% off your next order.`);
  await expect(page.getByText(/sounds like an offer/).first()).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/template-editor.png' });
  await body.fill(before);
  await expect(page.getByText(/sounds like an offer/)).toHaveCount(0);
});

test('it survives a reload, is submitted, and its way to approval is followed', async () => {
  const { page } = admin;
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Body', { exact: true })).toHaveValue(/is ready at our counter/);
  await page.getByRole('button', { name: 'Submit as pickup_ready' }).click();
  const versions = page.getByRole('complementary', { name: 'Preview and versions' });
  await expect(versions.getByText('Version 1 · en')).toBeVisible();
  await expect(versions.getByText('Submitted', { exact: true }).first()).toBeVisible();
  await stack.advance(60 * 60_000);
  await expect(versions.getByText('Approved', { exact: true }).first()).toBeVisible();
});

test('two admins change it at once: both changes hold, and where they meet one is chosen', async () => {
  const { page } = admin;
  const second = other.page;
  const { hash } = new URL(page.url());
  await second.goto(`${new URL(second.url()).origin}/${hash}`, { waitUntil: 'commit' });
  await expect(second.getByLabel('Body', { exact: true })).toHaveValue(/is ready at our counter/);
  await stack.stopRelay();
  await second.getByLabel('Footer').fill('Northwind Supply, counter 4');
  await second.getByRole('button', { name: 'Quick reply' }).click();
  await second.getByLabel('Quick reply', { exact: true }).fill('I am on my way');
  await page.getByLabel('Footer').fill('Northwind Supply');
  for (const one of [page, second]) {
    await expect(one.getByText('Saved', { exact: true })).toBeVisible();
  }
  await stack.startRelay();
  // Whoever comes second has the footer beside the other's, and the button is in for both.
  const conflict = async () => {
    for (const one of [page, second]) {
      await expect(one.getByRole('region', { name: 'Written by two people' })).toContainText(
        'Northwind Supply, counter 4',
      );
      await expect(one.getByLabel('Quick reply', { exact: true })).toHaveValue('I am on my way');
    }
  };
  await conflict();
  await second.screenshot({ path: '.cache/e2e/template-conflict.png' });
  const box = second.getByRole('region', { name: 'Written by two people' });
  await box.getByRole('button', { name: 'Take this' }).click();
  await expect(box).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Written by two people' })).toHaveCount(0);
  const footer = await second.getByLabel('Footer').inputValue();
  await expect(page.getByLabel('Footer')).toHaveValue(footer);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out of the editor and the list: ${colorScheme}`, async () => {
    const { page } = admin;
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page)).toEqual([]);
    await page.screenshot({ path: `.cache/e2e/template-editor-${colorScheme}.png` });
    await page.getByRole('button', { name: 'Back to the templates' }).click();
    await expect(rowsOf(page).first()).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await page.screenshot({ path: `.cache/e2e/template-list-${colorScheme}.png` });
    await page.getByLabel('Search').fill('pickup_ready');
    await rowsOf(page).first().click();
    await expect(page.getByLabel('Footer')).toBeVisible();
  });
}

test('the page complained of nothing', () => {
  expect(admin.complaints).toEqual([]);
});
