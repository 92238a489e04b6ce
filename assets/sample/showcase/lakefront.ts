import { customer, rep } from '../scenario.ts';
import { type Showcase } from './showcase.ts';

/** A pick-up in Milwaukee, arranged by text message. */
export const LAKEFRONT: Showcase = {
  key: 'en-us-lakefront',
  market: 'en-US',
  channel: 'sms',
  firstName: 'Wade',
  familyName: 'Kowalski',
  woman: false,
  profileName: 'Wade Kowalski',
  company: 'Lakefront Marine Hardware',
  city: 'Milwaukee',
  address: '2210 S Lincoln Memorial Dr, Milwaukee',
  optIn: { whatsapp: 'unknown', sms: 'opted_in' },
  ageMinutes: 18,
  status: 'open',
  unreadCount: 1,
  numbers: ['order44158'],
  steps: [
    rep(
      'Northwind Supply: order NW-44158 is ready at will-call, dock 2. Bring a photo ID. Reply HELP for help, STOP to opt out.',
    ),
    customer("This is Wade at Lakefront. Can my guy Terrell pick it up? I'm stuck on a job", {
      after: 14,
    }),
    rep('Hi Wade, sure. I put Terrell on the ticket, he just needs his ID.', { after: 5 }),
    customer("he's in a white pickup, 20 min out", { after: 2 }),
    rep('Got it, dock 2 is open.', { after: 3 }),
    customer('is it all there? 18 boxes wedge anchors and the deck screws', { after: 1 }),
    rep(
      '18 boxes AN-1210 at $27.90 are $502.20, 6 buckets SC-0825 at $31.75 are $190.50. All there, $692.70 before sales tax.',
      { after: 4 },
    ),
    customer('put it on PO 8841', { after: 2 }),
    rep('Done, PO 8841 is on the ticket.', { after: 3 }),
    customer("thx. T says he's loaded, in and out in 5 👍", { after: 19 }),
  ],
};
