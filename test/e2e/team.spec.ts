import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* How a team sorts and puts off what it has to do: tags, snooze, and what is written often. Real
 * simulator, relay, database, cores and browsers. */

const HOUR = 3_600_000;

let stack: Stack;
let light: Desk;
let dark: Desk;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  light = await openDesk(stack, browser);
  dark = await openDesk(stack, browser, { colorScheme: 'dark' });
  const person = (role: string) => {
    const found = stack.world.people.find((one) => one.role === role);
    if (found === undefined) throw new Error(`the sample has no ${role}`);
    return found;
  };
  await light.signIn(person('admin'));
  await dark.signIn(person('agent'));
});

test.afterAll(async () => {
  await dark.close();
  await light.close();
  await stack.close();
});

/** A customer of this test's own, who has just written. */
async function customer(address: string, profileName: string) {
  const one = stack.account.addCustomer({
    address,
    profileName,
    language: 'en_GB',
    readsAfterMs: 200,
    replies: null,
  });
  await one.writes(`This is ${profileName}. Do you have M8 bolts?`);
  await expect(light.inbox.row(profileName)).toBeVisible();
  await expect(dark.inbox.row(profileName)).toBeVisible();
  return one;
}

const conversationWith = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: `Conversation with ${name}` });

async function show(page: Page, part: string): Promise<void> {
  await page.getByRole('button', { name: 'Show another part of the inbox' }).click();
  const menu = page.getByRole('menu', { name: 'Part of the inbox' });
  await menu.getByRole('menuitem', { name: part, exact: false }).first().click();
}

async function nobodyIsKeptOut(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // What react-aria says aloud for a moment; it is no part of the page.
    .exclude('[data-live-announcer]')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

test('a tag is put on by keys alone, is seen by a colleague, and narrows the list', async () => {
  const { page, inbox } = light;
  await customer('whatsapp:+447700900501', 'Tessa Tag');
  await inbox.open('Tessa Tag');
  await page.keyboard.type('tdamag');
  await expect(page.getByLabel('Find a tag')).toBeFocused();
  await page.keyboard.press('Enter');
  const chosen = page.getByRole('option', { name: 'Damage claim', exact: true, selected: true });
  await expect(chosen).toBeVisible();
  await nobodyIsKeptOut(page);
  await page.keyboard.press('Escape');
  const region = conversationWith(page, 'Tessa Tag');
  await expect(region.getByRole('list', { name: 'Tags' })).toHaveText('Damage claim');
  await expect(dark.inbox.row('Tessa Tag')).toContainText('Tags: Damage claim');

  await show(page, 'Damage claim');
  await expect(page).toHaveURL(/\?tag=/);
  await expect(inbox.row('Tessa Tag')).toBeVisible();
  await page.reload();
  await expect(inbox.row('Tessa Tag')).toBeVisible();
  await expect(conversationWith(page, 'Tessa Tag')).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByLabel('Find a tag')).toBeFocused();
  await page.keyboard.type('damag');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(inbox.row('Tessa Tag')).toBeHidden();
  await page.getByRole('button', { name: 'Show every tag' }).click();
  await expect(inbox.row('Tessa Tag')).toBeVisible();
  await expect(page).not.toHaveURL(/tag=/);
});

test('what is snoozed leaves the list, can be undone, and comes back by itself', async () => {
  const { page, inbox } = dark;
  await customer('whatsapp:+447700900502', 'Sonja Snooze');
  await inbox.open('Sonja Snooze');
  await page.keyboard.press('h');
  await expect(page.getByRole('menu', { name: 'Snooze' })).toBeVisible();
  await nobodyIsKeptOut(page);
  await page.getByRole('menuitem', { name: 'Tomorrow morning' }).press('Enter');
  await expect(inbox.row('Sonja Snooze')).toBeHidden();
  await expect(page.getByText('Sonja Snooze comes back tomorrow')).toBeVisible();
  await expect(light.inbox.row('Sonja Snooze')).toBeHidden();
  await expect(conversationWith(page, 'Sonja Snooze')).toContainText('Snoozed · Tomorrow, 09:00');
  await page.keyboard.press('z');
  await expect(inbox.row('Sonja Snooze')).toBeVisible();

  await page.keyboard.press('h');
  await page.getByRole('menuitem', { name: 'Tomorrow morning' }).press('Enter');
  await expect(inbox.row('Sonja Snooze')).toBeHidden();
  await show(page, 'Snoozed');
  await expect(inbox.row('Sonja Snooze')).toContainText('Snoozed, back');
  await show(page, 'All');
  await stack.advance(34 * HOUR);
  await expect(light.inbox.row('Sonja Snooze')).toBeVisible({ timeout: 30_000 });
});

test('a moment of one’s own is told in the person’s zone, and none that has passed', async () => {
  const { page, inbox } = light;
  await customer('whatsapp:+447700900503', 'Olga Own');
  await inbox.open('Olga Own');
  await page.keyboard.press('h');
  await page.getByRole('menuitem', { name: 'Date and time…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Snooze until' });
  await dialog.getByLabel('Date').fill('2020-01-01');
  await expect(dialog).toContainText('This moment has passed');
  await expect(dialog.getByRole('button', { name: 'Snooze', exact: true })).toBeDisabled();
  await dialog.getByLabel('Date').fill('2040-02-03');
  await dialog.getByLabel('Time').fill('14:30');
  await expect(dialog).toContainText('your time');
  await nobodyIsKeptOut(page);
  await dialog.getByLabel('Time').press('Enter');
  await expect(dialog).toBeHidden();
  await expect(inbox.row('Olga Own')).toBeHidden();
});

test('offline it is snoozed at once; the customer’s next message brings it back', async () => {
  const { page, inbox } = light;
  const one = await customer('whatsapp:+447700900504', 'Rita Reply');
  await inbox.open('Rita Reply');
  await stack.stopRelay();
  await page.keyboard.press('h');
  await page.getByRole('menuitem', { name: 'Until the customer replies' }).press('Enter');
  await expect(inbox.row('Rita Reply')).toBeHidden();
  await stack.startRelay();
  await expect(dark.inbox.row('Rita Reply')).toBeHidden({ timeout: 30_000 });
  await one.writes('Still there?');
  await expect(inbox.row('Rita Reply')).toBeVisible();
  await expect(dark.inbox.row('Rita Reply')).toBeVisible();
});

test('a canned reply is written in the admin area, and its mistakes are told', async () => {
  const { page } = light;
  await page.getByRole('button', { name: 'Admin', exact: true }).click();
  await page.getByRole('link', { name: 'Canned replies' }).click();
  await expect(page.getByRole('row', { name: /Order on its way/ })).toBeVisible();
  await page.getByRole('button', { name: 'New canned reply' }).click();
  const dialog = page.getByRole('dialog', { name: 'New canned reply' });
  await page.keyboard.type('Stock question');
  await dialog.getByLabel('Shortcut').fill('hello');
  await expect(dialog).toContainText('There is one with this shortcut already.');
  await dialog.getByLabel('Shortcut').fill('/Stock');
  await dialog.getByLabel('Text', { exact: true }).fill('For {{contact.shoeSize}}: ');
  await expect(dialog).toContainText('Nothing can stand for {{contact.shoeSize}}');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByLabel('Text', { exact: true }).fill('Hello ');
  await dialog.getByRole('button', { name: 'Customer’s name' }).click();
  await page.keyboard.type(', we have them for ');
  await dialog.getByRole('button', { name: 'Customer’s company' }).click();
  await page.keyboard.type(' in stock.');
  await nobodyIsKeptOut(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Stock question/ })).toBeVisible();
  await page.getByRole('button', { name: 'Inbox', exact: true }).click();
});

test('a slash brings it, filled; what is not known must be filled in before it is sent', async () => {
  const { page, inbox } = dark;
  await customer('whatsapp:+447700900505', 'Carla Canned');
  await inbox.open('Carla Canned');
  await page.keyboard.press('r');
  const composer = dark.composer();
  await expect(composer).toBeFocused();
  await page.keyboard.type('/sto');
  await expect(page.getByLabel('Find a canned reply')).toHaveValue('sto');
  const offered = page.getByRole('menu', { name: 'Canned replies' });
  await expect(offered.getByRole('menuitem')).toHaveCount(1);
  await expect(offered).toContainText('Hello Carla Canned, we have them for company? in stock.');
  await nobodyIsKeptOut(page);
  await page.keyboard.press('Escape');
  await expect(composer).toHaveValue('/sto');

  await composer.fill('');
  await page.keyboard.type('/stock');
  await expect(offered.getByRole('menuitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue(
    'Hello Carla Canned, we have them for {{contact.company}} in stock.',
  );
  await expect(page.getByText('Fill in {{contact.company}} before you send')).toBeVisible();
  const send = page.getByRole('button', { name: 'Send', exact: true });
  await expect(send).toBeDisabled();
  // The place is selected: what is typed stands in it.
  await page.keyboard.type('your shop');
  await expect(composer).toHaveValue('Hello Carla Canned, we have them for your shop in stock.');
  await send.click();
  await expect(conversationWith(page, 'Carla Canned')).toContainText('for your shop in stock.');
  expect(dark.complaints.filter((one) => !one.includes('WebSocket'))).toEqual([]);
  expect(light.complaints.filter((one) => !one.includes('WebSocket'))).toEqual([]);
});
