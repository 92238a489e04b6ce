import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';
import { SAMPLE_PROVIDER_ACCOUNT_ID } from '../../assets/sample/provider-account-id.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* What Meta does to templates, as admins see it, and what they delete. Real simulator, relay,
 * database, cores and browsers; the simulator tells of it as Twilio's Event Streams do. */

let stack: Stack;
let admin: Desk;
let other: Desk;

const REGION = 'What Meta did to your templates';
const region = (page: Page) => page.getByRole('region', { name: REGION });
const rowsOf = (page: Page) => page.getByRole('listbox', { name: 'Templates' }).getByRole('option');

async function faultsOf(page: Page): Promise<string[]> {
  const whole = new AxeBuilder({ page }).exclude('[data-live-announcer]');
  const { violations } = await whole.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** Of the simulator, by its name at WhatsApp. */
function contentOf(name: string): string {
  const found = stack.account.contents().find(({ approval }) => approval?.name === name);
  if (found === undefined) throw new Error(`the sample has no template ${name}`);
  return found.sid;
}

const goToLibrary = (page: Page) =>
  page.goto(`${new URL(page.url()).origin}/#/admin/templates`, { waitUntil: 'commit' });

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  stack.account.streamEventsTo(
    `${stack.relayUrl}/webhooks/twilio/${SAMPLE_PROVIDER_ACCOUNT_ID}/events`,
  );
  admin = await openDesk(stack, browser);
  other = await openDesk(stack, browser, { colorScheme: 'dark' });
  const found = stack.world.people.find(({ role }) => role === 'admin');
  if (found === undefined) throw new Error('the sample has no admin');
  await admin.signIn(found);
  await other.signIn(found);
});

test.afterAll(async () => {
  await other.close();
  await admin.close();
  await stack.close();
});

test('what Meta does is told at once, with what it costs, and counted on the way there', async () => {
  const { page } = admin;
  await goToLibrary(page);
  await expect(rowsOf(page).first()).toBeVisible();
  await expect(region(page)).toHaveCount(0);
  stack.account.recategorise(contentOf('order_shipped'), 'MARKETING');
  await expect(region(page)).toContainText('is in another category now');
  await expect(region(page)).toContainText('Utility before, Marketing from now on.');
  await expect(region(page)).toContainText(
    /About US\$\d+\.\d+ more a month: \d+ messages? in the 30 days before/,
  );
  stack.account.dropQuality(contentOf('order_confirmed'));
  await expect(region(page)).toContainText('is paused because customers blocked or reported it');
  await expect(page.getByRole('img', { name: '2 notices for admins' })).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/template-notices.png' });
});

test('a notice that is put away is away on every desk of that person', async () => {
  const { page } = admin;
  await goToLibrary(other.page);
  await expect(region(other.page)).toContainText('order_confirmed');
  await other.page.screenshot({ path: '.cache/e2e/template-notices-dark.png' });
  await page.getByRole('button', { name: /Put the notice on order_confirmed .*away/ }).click();
  await expect(region(page)).not.toContainText('order_confirmed');
  await expect(page.getByRole('img', { name: '1 notice for admins' })).toBeVisible();
  await page.reload();
  await expect(region(page)).toContainText('order_shipped');
  await expect(region(page)).not.toContainText('order_confirmed');
  await goToLibrary(other.page);
  await other.page.reload();
  await expect(region(other.page)).toContainText('order_shipped');
  await expect(region(other.page)).not.toContainText('order_confirmed');
});

test('nobody is kept out of the notices, however narrow the window', async () => {
  const { page } = admin;
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 900, height: 700 });
  await expect(region(page)).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/template-notices-narrow.png' });
  await page.setViewportSize({ width: 1280, height: 800 });
});

async function write(page: Page, name: string, body: string) {
  await page.getByRole('button', { name: 'New template' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Begin writing' }).click();
  await page.getByLabel('Body', { exact: true }).fill(body);
  await page.getByLabel('Order number').fill('SO-4711');
}

test('what sells is priced in the markets of the customers, and judged marketing warns before the next', async () => {
  const { page } = admin;
  await write(
    page,
    'pickup_sale',
    'Your order {{order_number}} is ready at our counter, and there is 20% off your next order.',
  );
  const prices = page.getByRole('table', { name: 'One message, in the markets of your customers' });
  await expect(prices.getByRole('row')).not.toHaveCount(1);
  await page.screenshot({ path: '.cache/e2e/template-prices.png' });
  await page.getByRole('button', { name: 'Submit as pickup_sale' }).click();
  const versions = page.getByRole('complementary', { name: 'Preview and versions' });
  await expect(versions.getByText('Submitted', { exact: true }).first()).toBeVisible();
  await stack.advance(60 * 60_000);
  await expect(versions.getByText('Approved', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('note')).toContainText('may cost you 7 days');
  await page.screenshot({ path: '.cache/e2e/template-standing.png' });
  expect(await faultsOf(page)).toEqual([]);
});

test('deleting says which languages and versions go, and until when the name is blocked', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete at the provider …' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Version 1');
  await expect(dialog).toContainText('pickup_sale');
  await expect(dialog).toContainText(/blocked until .+20\d\d: for 30 days/);
  await dialog.getByRole('checkbox', { name: /^en/ }).uncheck();
  await expect(dialog.getByRole('button', { name: 'Delete 0 versions' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /^en/ }).check();
  expect(await faultsOf(page)).toEqual([]);
  await page.screenshot({ path: '.cache/e2e/template-delete.png' });
  await dialog.getByRole('button', { name: 'Delete 1 version' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowsOf(page).first()).toBeVisible();
  await page.getByLabel('Archived').check();
  await rowsOf(page).filter({ hasText: 'pickup_sale' }).click();
  const versions = page.getByRole('complementary', { name: 'Preview and versions' });
  await expect(versions.getByText('Deleted there', { exact: true }).first()).toBeVisible();
  expect(() => contentOf('pickup_sale')).toThrow();
});

test('a name that was deleted is refused until it is free again', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Back to the templates' }).click();
  await write(
    page,
    'pickup_again',
    'Your order {{order_number}} is waiting at our counter until the end of the week.',
  );
  await page.getByLabel('Name', { exact: true }).fill('pickup_sale');
  await expect(page.getByText(/“pickup_sale” was deleted or rejected lately/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit as pickup_sale' })).toBeDisabled();
  await page.screenshot({ path: '.cache/e2e/template-blocked.png' });
});

test('a second one judged marketing takes utility templates away, and that is said until it ends', async () => {
  const { page } = admin;
  const body = page.getByLabel('Body', { exact: true });
  await page.getByLabel('Name', { exact: true }).fill('pickup_again');
  await body.fill('Your order {{order_number}} is waiting, with a coupon for the next one inside.');
  await page.getByRole('button', { name: 'Submit as pickup_again' }).click();
  const versions = page.getByRole('complementary', { name: 'Preview and versions' });
  await expect(versions.getByText('Submitted', { exact: true }).first()).toBeVisible();
  await stack.advance(60 * 60_000);
  await expect(page.getByRole('note')).toContainText(/No utility templates until .+ 7 days/);
  await body.fill(
    'Your order {{order_number}} is waiting at our counter until the end of the week.',
  );
  await expect(page.getByText(/^Meta gives this account no utility templates until/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit as pickup_again_v2' })).toBeDisabled();
  expect(await faultsOf(page)).toEqual([]);
  await page.screenshot({ path: '.cache/e2e/template-restricted.png' });
  await page.getByLabel('Category').selectOption('marketing');
  await expect(page.getByRole('button', { name: 'Submit as pickup_again_v2' })).toBeEnabled();
  await page.getByRole('button', { name: 'Back to the templates' }).click();
  await expect(page.getByRole('note')).toContainText('No utility templates until');
  await page.screenshot({ path: '.cache/e2e/template-restricted-list.png' });
});

test('the page complained of nothing', () => {
  expect(admin.complaints).toEqual([]);
  expect(other.complaints).toEqual([]);
});
