import type { Locator, Page } from 'playwright/test';

/** The list of conversations as a person uses it. */
export interface Inbox {
  readonly list: () => Locator;
  /** The row of the conversation with this customer. */
  readonly row: (name: string) => Locator;
  readonly open: (name: string) => Promise<void>;
}

export function inboxOf(page: Page): Inbox {
  const list = (): Locator => page.getByRole('listbox', { name: 'Conversations' });
  const row = (name: string): Locator => list().getByRole('option').filter({ hasText: name });
  return {
    list,
    row,
    open: async (name) => {
      await row(name).first().click();
      await page.getByRole('region', { name: `Conversation with ${name}` }).waitFor();
    },
  };
}
