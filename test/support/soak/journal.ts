import { appendFileSync } from 'node:fs';

/** An order that was given to a core: one call of the bridge. */
export interface Order {
  readonly n: number;
  /** ms. */
  readonly at: number;
  readonly core: number;
  readonly kind:
    'send' | 'cancel' | 'draft' | 'read' | 'resolve' | 'reopen' | 'assign' | 'unassign';
  readonly conversationId: string;
  /** The message that is sent, taken back or read up to. */
  readonly messageId: string | null;
  /** The text that is sent or typed. */
  readonly text: string | null;
  /** `ok`, the code of a refusal, or `lost`: the core was killed before it answered. */
  readonly answer: string;
}

/** What was asked of the cores, written before it is asked, and what they answered. */
export interface Journal {
  /** Notes the order, gives it, and notes the answer. */
  readonly give: (
    order: Omit<Order, 'n' | 'at' | 'answer'>,
    call: () => Promise<string>,
  ) => Promise<string>;
  /** All orders in the order in which they were given. */
  readonly orders: () => readonly Order[];
}

/** A journal in this file: one line before an order, one with its answer after it. */
export function openJournal(file: string): Journal {
  const orders: Order[] = [];
  return {
    give: async (given, call) => {
      const n = orders.length;
      const order: Order = { ...given, n, at: Date.now(), answer: 'lost' };
      orders.push(order);
      appendFileSync(file, `${JSON.stringify(order)}\n`);
      const answer = await call();
      orders[n] = { ...order, answer };
      appendFileSync(file, `${JSON.stringify({ n, answer })}\n`);
      return answer;
    },
    orders: () => orders,
  };
}
