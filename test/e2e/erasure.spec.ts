import { AxeBuilder } from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'playwright/test';
import { z } from 'zod';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* A person asks to be forgotten: an admin erases the contact, and the certificate says so. */

let stack: Stack;
let desk: Desk;
let colleague: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  desk = await openDesk(stack, browser);
  colleague = await openDesk(stack, browser);
  const admin = stack.world.people.find(({ role }) => role === 'admin');
  const agent = stack.world.people.find(({ role }) => role === 'agent');
  if (admin === undefined || agent === undefined) throw new Error('the sample lacks people');
  await desk.signIn(admin);
  await colleague.signIn(agent);
});

test.afterAll(async () => {
  await desk.close();
  await colleague.close();
  await stack.close();
});

let name = '';

async function openFirstContact({ page }: Desk) {
  await page.getByRole('button', { name: 'Contacts', exact: true }).click();
  const first = page.getByRole('listbox', { name: 'List of contacts' }).getByRole('option').first();
  await first.click();
  name = (await page.getByRole('article').getByRole('heading', { level: 2 }).textContent()) ?? '';
  expect(name).not.toBe('');
}

test('the dialog says what goes and what stays, and asks for the name', async () => {
  const { page } = desk;
  await openFirstContact(desk);
  await page.getByRole('article').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Erase this person…' }).click();
  const question = page.getByRole('alertdialog');
  const erase = question.getByRole('button', { name: 'Erase for good' });
  await expect(question).toContainText('Stays, without the person');
  await question.getByLabel('Reference of the request').fill('Request 2026-17');
  await question.getByLabel('Type the name or number to confirm').fill('Somebody else');
  await expect(erase).toBeDisabled();
  await question.getByLabel('Type the name or number to confirm').fill(name.toUpperCase());
  await expect(erase).toBeEnabled();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out of it, ${colorScheme}`, async () => {
    const { page } = desk;
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.cache/e2e/erase-dialog-${colorScheme}.png` });
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}

test('then the person is gone on every desktop, and the certificate names nobody', async () => {
  const { page } = desk;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('alertdialog').getByRole('button', { name: 'Erase for good' }).click();
  const list = page.getByRole('list', { name: 'Erased persons' });
  await expect(list).toContainText('Request 2026-17');
  await expect(list).toContainText('Done on', { timeout: 20_000 });
  await page.screenshot({ path: '.cache/e2e/erasures.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 900, height: 700 });
  await page.screenshot({ path: '.cache/e2e/erasures-dark-narrow.png' });
  const saving = page.waitForEvent('download');
  await list.getByRole('button', { name: 'Save certificate' }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  const { certificate } = z
    .object({ certificate: z.string(), signature: z.string().min(40) })
    .parse(JSON.parse(text));
  expect(JSON.parse(certificate)).toMatchObject({ reference: 'Request 2026-17' });
  expect(text).not.toContain(name);

  const other = colleague.page;
  await other.getByRole('button', { name: 'Contacts', exact: true }).click();
  await other.getByRole('searchbox', { name: 'Search contacts' }).fill(name);
  await expect(
    other
      .getByRole('listbox', { name: 'List of contacts' })
      .getByRole('option')
      .filter({ hasText: name }),
  ).toHaveCount(0);
});
