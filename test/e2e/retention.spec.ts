import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* An admin sets for how long messages are kept: what goes is said before, the company's name is
 * typed, and then it is gone on every desktop. */

const MONTH_MS = 31 * 24 * 3_600_000;

let stack: Stack;
let admin: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  // Everything of the sample is older than a month by then.
  await stack.advance(2 * MONTH_MS);
  admin = await openDesk(stack, browser);
  const person = stack.world.people.find((one) => one.role === 'admin');
  if (person === undefined) throw new Error('the sample has no admin');
  await admin.signIn(person);
});

test.afterAll(async () => {
  await admin.close();
  await stack.close();
});

test('nothing goes before it was seen and confirmed by typing', async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Admin', exact: true }).click();
  await page.getByRole('link', { name: 'Data and retention' }).click();
  await expect(page.getByRole('combobox', { name: 'Keep messages and notes' })).toHaveValue(
    'for-ever',
  );
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Keep messages and notes' }).selectOption('1 month');
  await expect(page.getByRole('status').filter({ hasText: 'Would remove now' })).toContainText(
    /\d+ messages from before/,
  );
  await page.getByRole('button', { name: 'Remove and save' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove for good?' });
  const remove = question.getByRole('button', { name: 'Remove and save' });
  await expect(remove).toBeDisabled();
  await question.getByRole('textbox').fill('Another company');
  await expect(remove).toBeDisabled();
  await question.getByRole('textbox').fill(stack.world.tenant.name);
  await expect(remove).toBeEnabled();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out of it, ${colorScheme}`, async () => {
    const { page } = admin;
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}

test('then it is gone here too, and the audit log has who did it', async () => {
  const { page } = admin;
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove and save' }).click();
  await expect(page.getByText('It is saved')).toBeVisible();
  await expect(page.getByText(/Messages from before .* have been removed/)).toBeVisible();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('list', { name: 'Audit log' })).toContainText(
    'changed for how long messages and files are kept',
  );
  const said = stack.world.conversations
    .flatMap(({ messages }) => messages)
    .find(({ body }) => body !== null && body.length > 30);
  if (said?.body === undefined || said.body === null) throw new Error('the sample says nothing');
  await page.getByRole('button', { name: 'Inbox', exact: true }).click();
  await expect(page.getByText(said.body.slice(0, 25))).toHaveCount(0);
});
