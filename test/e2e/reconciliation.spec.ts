import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* An admin holds the ledger against the provider's own records. */

let stack: Stack;
let admin: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find(({ role }) => role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await admin.signIn(person);
});

test.afterAll(async () => {
  await admin.close();
  await stack.close();
});

const table = () => admin.page.getByRole('grid', { name: /^Against the provider’s records/ });
const rows = () => table().getByRole('row');

test('the sums of both sides are said in a sentence, and what differs is a table', async () => {
  const { page } = admin;
  await page.goto(`${new URL(page.url()).origin}/#/admin/spend`);
  await page.getByRole('button', { name: 'Compare with the provider' }).click();
  await expect(page.getByRole('button', { name: 'Back to Spend' })).toBeFocused();
  await expect(
    page.getByText(/^Over \d+ days that both have, the provider comes to/),
  ).toBeVisible();
  await expect(page.getByText(/they are read once a day\.$/)).toBeVisible();
  await expect(rows().nth(1)).toBeVisible();
});

test('each difference has its reason in words, and the rest can be seen too', async () => {
  const { page } = admin;
  const different = await rows().count();
  await expect(
    table()
      .getByText(/^As many messages at another price/)
      .first(),
  ).toBeVisible();
  await page.getByRole('radio', { name: 'Everything' }).check({ force: true });
  expect(await rows().count()).toBeGreaterThan(different);
  await expect(
    table().getByText('The provider’s records do not reach this day yet.').first(),
  ).toBeVisible();
});

test('the table is saved as a file, with amounts as numbers', async () => {
  const { page } = admin;
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  const [header, ...lines] = text.trim().split('\n');
  expect(header).toContain('Day,What,Ledger,Provider,Difference,Why,Messages here,Messages there');
  expect(lines.length).toBe((await rows().count()) - 1);
  expect(lines.some((line) => /^20\d\d-\d\d-\d\d,WhatsApp sent: fee,[\d.]+,/.test(line))).toBe(
    true,
  );
});

test('nobody is kept out of it, and another month can be looked at', async () => {
  const { page } = admin;
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  await page.getByLabel('Month').selectOption({ index: 2 });
  await expect(page.getByText(/^(Over|There is no day)/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to Spend' }).click();
  await expect(page.getByRole('heading', { name: 'Spend' })).toBeVisible();
  expect(admin.complaints).toEqual([]);
});
