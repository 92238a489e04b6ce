import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, test } from 'playwright/test';
import { ordersOf } from '../../assets/sample/orders.ts';
import type { SampleCustomer, SampleOrder, SampleWorld } from '../../assets/sample/world.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { type Stack, startStack } from './support/stack.ts';

/* The orders of a customer stand beside the conversation, open by key, fill the variables of a
 * template, and stay readable without the relay. */

let stack: Stack;
let desk: Desk;
let buyer: { readonly customer: SampleCustomer; readonly order: SampleOrder };

/** A customer who wrote lately by WhatsApp, with an order that has left: their newest such. */
function aBuyer({ conversations, customers }: SampleWorld): typeof buyer {
  const newest = conversations.toSorted(
    (a, b) => (b.messages.at(-1)?.at ?? 0) - (a.messages.at(-1)?.at ?? 0),
  );
  for (const thread of newest) {
    const customer = customers.find(({ key }) => key === thread.customerKey);
    if (customer === undefined || thread.channel !== 'whatsapp') continue;
    const order = ordersOf(customer, thread, Date.now()).find(
      ({ shipments, invoices }) => shipments[0]?.trackingNumber && invoices.length > 0,
    );
    if (order !== undefined) return { customer, order };
  }
  throw new Error('nobody in the sample has such an order');
}

const list = (): Locator => desk.page.getByRole('list', { name: 'Orders' });
const row = (): Locator => list().getByRole('button').filter({ hasText: buyer.order.number });
const opened = (): Locator =>
  desk.page.getByRole('dialog', { name: `Order ${buyer.order.number}` });

async function expectNobodyKeptOut(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await desk.page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: desk.page })
      .exclude('[data-live-announcer]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  stack = await startStack();
  buyer = aBuyer(stack.world);
  desk = await openDesk(stack, browser);
  const [person] = stack.world.people;
  if (person === undefined) throw new Error('the sample has nobody');
  await desk.signIn(person);
  await desk.inbox.open(buyer.customer.displayName);
});

test.afterAll(async () => {
  await desk.close();
  await stack.close();
});

test('the last orders stand beside the conversation', async () => {
  await expect(row()).toContainText(/Shipped|Delivered/);
  await expect(row()).toContainText(buyer.order.shipments[0]?.trackingNumber ?? '');
  await expectNobodyKeptOut();
  await row().scrollIntoViewIfNeeded();
  await desk.page.screenshot({ path: '.cache/e2e/orders-beside.png' });
});

test('an order opens by key, with its lines, shipment and invoice, and closes to where one was', async () => {
  const { page } = desk;
  await row().focus();
  await page.keyboard.press('Enter');
  for (const { name, sku } of buyer.order.lines) {
    await expect(opened().getByRole('row').filter({ hasText: sku }).first()).toContainText(name);
  }
  await expect(opened()).toContainText(buyer.order.shipments[0]?.trackingNumber ?? '');
  await expect(opened()).toContainText(buyer.order.invoices[0]?.number ?? '');
  await expectNobodyKeptOut();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: '.cache/e2e/orders-one.png' });
  await page.keyboard.press('Escape');
  await expect(opened()).toHaveCount(0);
  await expect(row()).toBeFocused();
});

test('a message is written about an order, and says so from then on', async () => {
  const { page } = desk;
  await stack.account
    .customer(`whatsapp:${buyer.customer.phone ?? ''}`)
    .writes('Any news of my order?');
  await row().click();
  await opened().getByRole('button', { name: 'Write about this order' }).click();
  const about = `About order ${buyer.order.number}`;
  const composer = page.getByRole('region', { name: /^Write to|^Message to|^Reply to/ });
  await expect(composer.getByText(about)).toBeVisible();
  await expect(desk.composer()).toBeFocused();
  await page.reload();
  await expect(composer.getByText(about)).toBeVisible();
  await desk.composer().fill('It left yesterday.');
  await page.screenshot({ path: '.cache/e2e/orders-about.png' });
  await desk.composer().press('Control+Enter');
  const sent = page.getByRole('article').filter({ hasText: 'It left yesterday.' });
  await expect(sent).toContainText(about);
  await expect(composer.getByText(about)).toHaveCount(0);
  await expect(sent.locator('[data-sign="read"], [data-sign="delivered"]')).toBeVisible();
  await expect(sent).toContainText(about);
});

test('a variable of a template is filled from the order by keys', async () => {
  const { page } = desk;
  const search = page.getByRole('searchbox', { name: 'Search templates' });
  if (!(await search.isVisible())) {
    await page.getByRole('button', { name: 'Send a template' }).first().click();
  }
  await search.fill('order_shipped');
  await page
    .getByRole('option', { name: /order_shipped/ })
    .first()
    .click();
  const fill = page.getByRole('button', {
    name: /^Fill Variable .* from the contact or an order$/,
  });
  await fill.first().press('Enter');
  const order = page.getByRole('group', { name: `Order ${buyer.order.number}` });
  await order.getByRole('menuitem', { name: /^Order number/ }).press('Enter');
  await expect(page.getByRole('textbox', { name: /^Variable/ }).first()).toHaveValue(
    buyer.order.number,
  );
  await fill.first().press('Enter');
  await expect(order).toBeVisible();
  await expectNobodyKeptOut();
  await page.screenshot({ path: '.cache/e2e/orders-fill.png' });
  await page.keyboard.press('Escape');
});

test('without the relay they stay, with when they were seen', async () => {
  await stack.stopRelay();
  await expect(desk.page.getByText(/^As seen/)).toBeVisible();
  await expect(row()).toBeVisible();
  await desk.page.getByText(/^As seen/).scrollIntoViewIfNeeded();
  await desk.page.screenshot({ path: '.cache/e2e/orders-offline.png' });
  await stack.startRelay();
  await expect(desk.page.getByText(/^As seen/)).toHaveCount(0, { timeout: 30_000 });
});

test('orders from a file come beside the open conversation, and a faulty one says why it does not', async ({
  browser,
}) => {
  const lead = stack.world.people.find(({ role }) => role === 'admin');
  if (lead === undefined) throw new Error('the sample has no admin');
  const office = await openDesk(stack, browser);
  const { page } = office;
  await office.signIn(lead);
  await page.getByRole('button', { name: 'Contacts', exact: true }).click();
  await page.getByRole('button', { name: 'Contacts from and into files' }).click();
  await page.getByRole('menuitem', { name: 'Orders from a CSV file' }).click();
  const dialog = page.getByRole('dialog', { name: 'Orders from a file' });
  const today = new Date().toISOString().slice(0, 10);
  const rows = [
    'Order;Phone;Status;Date;Article;Quantity;Price',
    `CSV-77;${buyer.customer.phone};confirmed;${today};Hex bolt M8;500;0,24`,
    `CSV-77;;;;Washer;100;0,05`,
    `CSV-78;+4930999999;open;${today};Nut;1;1,00`,
    `CSV-79;${buyer.customer.phone};open;${today};Nut;1.234;1,00`,
  ];
  await dialog.getByLabel('The file').setInputFiles({
    name: 'orders.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  });
  await dialog.getByLabel('Currency of the orders').fill('eur');
  await expect(dialog.getByText(/Row 4: “1.234” can be read in two ways/)).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/orders-file.png' });
  await dialog.getByRole('button', { name: 'Bring in 2 orders' }).click();
  await expect(dialog.getByText('1 order is new')).toBeVisible();
  await expect(dialog.getByText(/^1 has no contact here: CSV-78/)).toBeVisible();
  await page.screenshot({ path: '.cache/e2e/orders-file-done.png' });
  await office.close();
  await expect(list().getByRole('button').filter({ hasText: 'CSV-77' })).toContainText('Confirmed');
});
