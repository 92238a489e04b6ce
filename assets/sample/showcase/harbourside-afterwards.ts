import { customer, DAY, HOUR, pdf, picture, rep, type Step } from '../scenario.ts';

/** What follows the invoice in the Bristol conversation. */
export const HARBOURSIDE_AFTERWARDS: readonly Step[] = [
  customer("Thanks. It needs our PO on it or she won't pay it 🙄", {
    after: 40,
    repliesTo: 'invoice',
  }),
  rep('It is in the line under the invoice number: HTF-2291, next to the order.'),
  customer('Ha, so it is. Sorry!', { after: 3 }),
  rep('No harm done.', { after: 4 }),
  customer(
    "Question from the lads: would the HB-0840 be all right outside? It's a handrail by the water",
    { after: 2 * DAY },
  ),
  rep(
    '{Hello}. Not for long: they are zinc plated, which is meant for indoors. By the water I would take stainless A4, or hot-dip galvanised if it has to be cheaper. It says so in the data sheet too.',
  ),
  rep('Data sheet, fasteners', { after: 2, media: pdf('data-sheet-fasteners') }),
  customer('Thought so. Do you do A4?', { after: 12 }),
  rep('Not from stock, I order it in: about eight working days. Shall I ask for a price on M8x40?'),
  customer("Not yet, they haven't got the job. I'll shout", { after: 4 }),
  customer('{Hello}! Accounts paid INV-37655 today, all £1,948.56 of it', { after: 6 * DAY }),
  rep('Thank you Gemma, I will let our accounts know.'),
  rep('It is in. INV-37655 is settled.', { after: 2 * HOUR }),
  customer("We're running low again, this is the drill bit shelf", {
    after: 4 * DAY,
    media: picture('low-shelf'),
  }),
  customer('12 packs of the 8 mm SDS please', { after: 1 }),
  rep(
    'That shelf has seen better days 😄 12 packs DB-SDS8 at £28.90 are £346.80, £416.16 with VAT. Shall I put them on order?',
    { label: 'bits' },
  ),
  customer('Yes please. PO HTF-2317', { after: 9, repliesTo: 'bits' }),
  rep('Done, it is NW-44031. It leaves {onwd+1} with DPD. To gate 4 again?'),
  customer("Gate 4 please, scaffolding's still up", { after: 3 }),
  rep('Noted. I have asked them to wrap the pallet this time, too.'),
  customer('Ha, appreciate it', { after: 5 }),
  customer(
    'Oh, and could you add a pack of hi-vis vests, size L? Two new starters, and the old ones walk off somewhere',
    { after: 2 },
  ),
];
