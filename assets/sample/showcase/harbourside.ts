import { customer, DAY, HOUR, pdf, picture, press, rep, template } from '../scenario.ts';
import { HARBOURSIDE_AFTERWARDS } from './harbourside-afterwards.ts';
import { type Showcase } from './showcase.ts';

/** A long-running order in Bristol: quote, rusted goods, replacement, invoice, the next order. */
export const HARBOURSIDE: Showcase = {
  key: 'en-gb-harbourside',
  market: 'en-GB',
  channel: 'whatsapp',
  firstName: 'Gemma',
  familyName: 'Whitfield',
  woman: true,
  profileName: 'Gemma W',
  company: 'Harbourside Tool & Fixings',
  city: 'Bristol',
  address: '17 Victoria Street, Bristol',
  optIn: { whatsapp: 'opted_in', sms: 'unknown' },
  ageMinutes: 1.5,
  status: 'open',
  unreadCount: 2,
  numbers: ['order43120', 'order44031', 'invoice37655'],
  steps: [
    customer(
      '{Hello} Daniel, Gemma at Harbourside in Bristol. Could you price up 40 boxes of the M8x40 zinc hex bolts, 24 boxes of M12x110 through bolts and 30 packs of the size 9 nitrile gloves?',
    ),
    customer('Delivered please, not collection', { after: 1 }),
    rep(
      '{Hello} Gemma, good to hear from you. All three are in stock. Give me ten minutes and you have it line by line.',
    ),
    rep(
      'Here you are:\n• 40 boxes HB-0840 at £10.40 = £416.00\n• 24 boxes AN-1211 at £31.20 = £748.80\n• 30 packs GL-N09 at £15.30 = £459.00\nNet £1,623.80, VAT £324.76, total £1,948.56. Carriage is on us at this size.',
      { after: 12, label: 'quote' },
    ),
    customer("That's fine. Same terms, 30 days?", { after: 25, repliesTo: 'quote' }),
    rep('Yes, 30 days net as before. Do you have a PO number for me?'),
    customer('HTF-2291', { after: 4 }),
    template('order_confirmed', ['Gemma', 'NW-43120', '£1,948.56'], {
      after: 6,
      label: 'confirmed',
    }),
    press('All good', 'confirmed'),
    customer(
      'When does it leave? The through bolts are for a marina job the week after next, so no mad rush',
      { after: 2 },
    ),
    rep(
      'It leaves {onwd@shipped} and DPD need one working day from there, so you have it in good time.',
    ),
    template('order_shipped', ['Gemma', 'NW-43120', 'DPD', '1550 40 166 802'], {
      after: 21 * HOUR,
      label: 'shipped',
    }),
    customer('Got the tracking, thanks', { after: 30 }),
    customer(
      "{Hello}. Delivery's here but not good news I'm afraid. Six boxes of the M12s are soaked through",
      { after: DAY },
    ),
    customer('', { after: 1, media: picture('crushed-carton') }),
    customer("And this is what's inside. Been wet a while by the look of it", {
      after: 2,
      media: picture('rusted-bolts'),
    }),
    rep(
      "Oh no, I'm sorry Gemma. That is not how they left us. Could you send me the label of one of the wet boxes, so that I can check the lot?",
    ),
    customer('', { after: 7, media: picture('anchor-label') }),
    customer('Driver marked it on the delivery note as well', {
      after: 2,
      media: picture('delivery-note'),
    }),
    rep('That helps a lot, thank you. Are the other 18 boxes dry?', { after: 6 }),
    customer('Had every one of them open, 18 are fine. Hex bolts and gloves fine too', {
      after: 35,
    }),
    rep(
      "Then I'm sending six boxes of AN-1211 free of charge, on the same order number. The invoice waits until they are with you.",
    ),
    customer("Perfect. What do I do with the rusty ones? Can't sell those", { after: 5 }),
    rep(
      'Please keep them to one side. The driver takes them back when he brings the new ones; just tell him NW-43120.',
    ),
    customer('Will do 👍', { after: 3 }),
    rep('The six boxes are packed, DPD collects {onwd+1}.', { after: 50 }),
    customer("Brilliant. Could they come to the back this time? Front's all scaffolding", {
      after: 9,
    }),
    customer('Gate 4, where the arrow is', { after: 1, media: picture('loading-gate') }),
    rep('Gate 4, noted on the consignment. Is somebody there before nine?'),
    customer('From half seven', { after: 2 }),
    template('delivery_update', ['Gemma', 'NW-43120', '{date@replaced}'], {
      after: 18 * HOUR,
      label: 'update',
    }),
    press('That works', 'update'),
    customer("Replacement's here, all six boxes dry, and he took the old ones 🙌", {
      after: DAY,
      label: 'replaced',
    }),
    rep('Great news, thank you for telling me. And sorry again for the bother.'),
    customer("These things happen. It's how they get sorted that counts", { after: 6 }),
    customer("{Hello} Daniel, our bookkeeper says we've not had the invoice for NW-43120 yet?", {
      after: 5 * DAY,
    }),
    rep('{Hello} Gemma. It was on hold until the replacement was settled, I am releasing it now.'),
    rep('Invoice INV-37655, 30 days net. The six replaced boxes are not on it.', {
      after: 14,
      media: pdf('invoice-INV-37655'),
      label: 'invoice',
    }),
    ...HARBOURSIDE_AFTERWARDS,
  ],
};
