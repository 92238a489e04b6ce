import { customer, HOUR, pdf, picture, rep } from '../scenario.ts';
import { type Showcase } from './showcase.ts';

/** A bulk order for three shops in Onitsha. */
export const ONITSHA: Showcase = {
  key: 'en-ng-okonkwo',
  market: 'en-NG',
  channel: 'whatsapp',
  firstName: 'Chidera',
  familyName: 'Okonkwo',
  woman: false,
  profileName: 'Chidera Okonkwo',
  company: 'Chidera Okonkwo Building Supplies',
  city: 'Onitsha',
  address: 'Bridge Head Market, Onitsha',
  optIn: { whatsapp: 'opted_in', sms: 'unknown' },
  ageMinutes: 13,
  status: 'open',
  unreadCount: 2,
  numbers: ['order44087', 'quote33102'],
  steps: [
    customer(
      '{Hello} Daniel. I want to buy plenty this time. 120 cartons of M12x110 anchor bolts and 200 packets of the M8x40 galvanised. Give me bulk price',
    ),
    customer('It is for three shops, mine and my two brothers own', { after: 1 }),
    rep(
      '{Hello} Chidera, that is a good size. For 120 cartons I can come down from ₦41,000 to ₦39,000, that is ₦4,680,000. The hex bolts stay at ₦14,500, ₦2,900,000 for 200 packets. With VAT it is ₦8,148,500.',
      { label: 'price' },
    ),
    customer('Hmm 39 is still high o. Make it 38 and I pay today', {
      after: 16,
      repliesTo: 'price',
    }),
    rep(
      'I cannot do 38,000, the container price does not allow it. What I can do: I carry the waybill to Onitsha with ABC Cargo. At this weight that is real money.',
    ),
    customer('Ok you have tried. Send proforma', { after: 7 }),
    rep(
      'Proforma Q-33102. It is 50% deposit, ₦4,074,250, and the balance before loading. Please use Q-33102 as the narration.',
      { after: 15, media: pdf('proforma-Q-33102'), label: 'proforma' },
    ),
    customer('Deposit paid. See evidence', { after: 2 * HOUR, repliesTo: 'proforma' }),
    customer('', { after: 1, media: picture('deposit-receipt') }),
    rep(
      'Received with thanks, Chidera. Your order is NW-44087. I am reserving everything now and loading is {onwd+3}.',
      { after: 22 },
    ),
    customer(
      "Please let them mark the cartons in three. 60 for me, 30 each for my brothers. I don't want fight 😂",
      { after: 8 },
    ),
    rep(
      'Understood 😄 60, 30 and 30, each pallet marked with the name of the shop. How do I split the 200 packets?',
    ),
    customer('100, 50, 50', { after: 3 }),
    customer('And who will release it to my driver? Last time they kept him from morning till 4', {
      after: 2,
    }),
  ],
};
