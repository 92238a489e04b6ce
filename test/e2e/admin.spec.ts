import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* The admin area: only for those whose role opens it, usable without the relay, and everything
 * done there is in the audit log. */

let stack: Stack;
let owner: Desk;
let agent: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  owner = await openDesk(stack, browser);
  agent = await openDesk(stack, browser);
  const person = (role: string) => {
    const found = stack.world.people.find((one) => one.role === role);
    if (found === undefined) throw new Error(`the sample has no ${role}`);
    return found;
  };
  await owner.signIn(person('admin'));
  await agent.signIn(person('agent'));
});

test.afterAll(async () => {
  await agent.close();
  await owner.close();
  await stack.close();
});

test('a tag is made by keys alone, and is there for everybody', async () => {
  const { page } = owner;
  await page.getByRole('button', { name: 'Admin', exact: true }).click();
  await expect(page).toHaveURL(/#\/admin/);
  await page.getByRole('link', { name: 'Tags' }).click();
  await page.getByRole('button', { name: 'New tag' }).first().press('Enter');
  await page.keyboard.type('Damaged goods');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The tag “Damaged goods” is saved')).toBeVisible();
  await expect(page.getByRole('row', { name: /Damaged goods/ })).toBeVisible();

  await page.getByRole('button', { name: 'New tag' }).click();
  await page.keyboard.type('damaged GOODS');
  await expect(page.getByText('There is a tag with this name already.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.keyboard.press('Escape');
});

test('the audit log says who did it, and finds it', async () => {
  const { page } = owner;
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByRole('searchbox', { name: 'Search the audit log' }).fill('damaged');
  const log = page.getByRole('list', { name: 'Audit log' });
  await expect(log.getByRole('listitem').first()).toContainText('saved the tag “Damaged goods”');
  await expect(log).toContainText('127.0.0.1');
  await page.getByRole('searchbox', { name: 'Search the audit log' }).fill('no such thing');
  await expect(page.getByText('Nothing of this is in the log')).toBeVisible();
});

test('nobody is kept out of it', async () => {
  for (const section of ['tags', 'audit']) {
    await owner.page.goto(`${new URL(owner.page.url()).origin}/#/admin/${section}`);
    await expect(owner.page.getByRole('main').getByRole('heading')).toBeVisible();
    const { violations } = await new AxeBuilder({ page: owner.page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
});

test('whose role does not open it neither sees it nor gets there by its address', async () => {
  const { page } = agent;
  await expect(page.getByRole('button', { name: 'Inbox', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Admin', exact: true })).toBeHidden();
  await page.goto(`${new URL(page.url()).origin}/#/admin/audit`);
  await expect(page.getByText('Your role does not open this part')).toBeVisible();
});

test('without the relay tags are still made, and the log says what it needs', async () => {
  const { page } = owner;
  await page.goto(`${new URL(page.url()).origin}/#/admin/tags`);
  await stack.stopRelay();
  await page.getByRole('button', { name: 'New tag' }).click();
  await page.keyboard.type('Made offline');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Made offline/ })).toBeVisible();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByText('is kept by the relay alone')).toBeVisible();
  await stack.startRelay();
  await page.getByRole('searchbox', { name: 'Search the audit log' }).fill('made offline');
  await expect(page.getByRole('list', { name: 'Audit log' })).toContainText('Made offline', {
    timeout: 20_000,
  });
  expect(owner.complaints.filter((one) => !one.includes('WebSocket'))).toEqual([]);
});
