import type { CommandHandlers } from '../commands/handler.ts';
import { saveMany } from './save-many.ts';

/** What people do with orders. */
export const orderCommands: CommandHandlers<'order.saveMany'> = {
  'order.saveMany': async ({ tx, now, audit }, { orders }) => {
    const named = orders.map(({ externalId, contact, ...content }) => ({
      externalId,
      contact,
      content,
      // A file does not say when: it is as it is now.
      updatedAt: now,
    }));
    return { results: await saveMany(tx, audit, named, now) };
  },
};
