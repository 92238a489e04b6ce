import type { Engine } from '../core/engine.ts';
import type { Job } from '../core/jobs.ts';
import { priceText, providerFee } from '../platform/prices.ts';

/** Puts the price of a message that has ended into the queue: Twilio knows it only some time later. */
export function priceLater(engine: Engine, account: string, sid: string, at: number): void {
  engine.schedule({ kind: 'price', account, sid }, at + engine.pace.pricedMs);
}

/** Gives a message its price. */
export function takePriceStep(
  engine: Engine,
  { account, sid }: Extract<Job, { kind: 'price' }>,
  at: number,
): void {
  const message = engine.account(account).messages.get(sid);
  if (message === undefined || message.price !== null) return;
  engine.record({ type: 'priced', account, sid, price: priceText(providerFee(message)) }, at);
}
