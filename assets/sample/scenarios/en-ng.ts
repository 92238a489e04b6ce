import {
  customer,
  DAY,
  HOUR,
  pdf,
  picture,
  press,
  rep,
  type Scenario,
  template,
} from '../scenario.ts';

/** Everyday threads with buyers in Nigeria. */
export const SCENARIOS_EN_NG: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      customer(
        '[{Hello} sir|{Hello}|Good day]. Please do you have {product} available? I need {qty} {unit}',
      ),
      rep(
        '{Hello} {name}. Yes, {stock} {unit} available, {holds} in each, at {price} plus VAT. Should I reserve {qty}?',
      ),
      customer('[Yes please|Ok reserve it for me]. How many days to reach {city}?', { after: 5 }),
      rep(
        'We hand over to {carrier} tomorrow, so you have it {onwd+4}. {qty} comes to {subtotal}, {total} with VAT.',
        { label: 'price' },
      ),
      customer('Ok. Send account details let me do transfer', { after: 8, repliesTo: 'price' }),
      rep(
        'I have sent the invoice with our details to your email. Please use {order} as the narration.',
      ),
      customer('[Payment made|I have paid]. Kindly confirm', { after: 55 }),
      rep('Confirmed, {name}. Thank you. The waybill number follows once {carrier} issues it.', {
        after: 22,
      }),
    ],
  },
  {
    topic: 'quote',
    steps: [
      customer(
        'Good day {rep}. Kindly quote for {qty} {unit} of {product} and {qty2} {unit2} of {product2}. It is for a site in {city}',
      ),
      rep('{Hello} {name}. I will get it to you in a few minutes.', { after: 7 }),
      rep(
        'Quotation {quote}\n1. {qty} {unit} {product} ({sku}) x {price} = {subtotal}\n2. {qty2} {unit2} {product2} ({sku2}) x {price2} = {subtotal2}\nSub-total {bothNet}, VAT {bothTax}, total {bothTotal}. Valid for 5 days because of the exchange rate.',
        { after: 15, label: 'quote' },
      ),
      customer('Ah ah, this price has gone up o. What is your last price for no. 1?', {
        after: 24,
        repliesTo: 'quote',
      }),
      rep(
        'I understand. For the {qty} {unit} I can go down to {lessPrice}, that is {lessSubtotal}. It is the best I can do.',
      ),
      customer(
        '[Please try for me now 🙏|You can still do better now], I am your regular customer',
        { after: 6 },
      ),
      rep('I really cannot go lower, but I will cover the waybill to {city} for you.'),
      customer('[Ok no wahala|Alright thank you]. Issue the invoice', { after: 12 }),
      rep('Thank you {name}. Order {order}, the invoice is in your email.'),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      template('order_shipped', ['{name}', '{order}', '{carrier}', '{tracking}'], {
        label: 'shipped',
      }),
      customer('Please where has my goods reached? {carrier} office says they have not seen it', {
        after: 2 * DAY,
        repliesTo: 'shipped',
      }),
      rep('Let me check with their hub, {name}. Please give me some minutes.'),
      rep(
        'It left the hub last night. They will call you {onwd@came} for delivery. Which number should they use?',
        { after: 38 },
      ),
      customer('This same number. We are directly opposite the filling station, see location', {
        after: 4,
      }),
      customer('', { after: 1, sharesPlace: true }),
      rep('Thank you, I have shared it with them.'),
      customer('Goods received in good condition. God bless', { after: DAY, label: 'came' }),
      rep('Thank you for confirming, {name}.'),
    ],
  },
  {
    topic: 'damage',
    about: 'fasteners',
    steps: [
      customer('{Hello}. We received {order} but {bad} {unit} are spoilt, water entered them'),
      customer('', { after: 1, media: picture('rusted-bolts') }),
      rep('I am very sorry about this, {name}. Did you note it on the waybill when you collected?'),
      customer('Yes the driver signed, he saw it', { after: 9, media: picture('delivery-note') }),
      rep(
        'Good. We will replace the {bad} {unit} free of charge with your next delivery, or send them {onwd+2}. Which do you prefer?',
      ),
      customer('Send it please, customer is waiting for me', { after: 5 }),
      rep('It will go with {carrier}, waybill {tracking}.', { after: 70 }),
      customer('[Thank you, God bless you|I appreciate]', { after: 14 }),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      template('invoice_reminder', ['{name}', '{invoice}', '{total}', '{date-5}'], {
        label: 'reminder',
      }),
      press('Already paid', 'reminder', { after: 40 }),
      customer('I did the transfer since, please check again. This is the evidence', { after: 1 }),
      customer('', { after: 1, media: picture('transfer-receipt') }),
      rep('Thank you {name}. I have passed it to accounts.'),
      rep(
        'They found it, it came in without the invoice number. {invoice} is now cleared. Sorry for the reminder.',
        { after: 65 },
      ),
      customer('[No problem|It is fine]. Next time I will add the number', { after: 9 }),
    ],
  },
  {
    topic: 'order',
    steps: [
      customer('Hello {rep}, my goods have almost finished 😅 send me {qty} {unit} of {product}'),
      rep(
        'Hello {name}, that is good news. {qty} at {price} is {subtotal} plus VAT. Anything else?',
      ),
      customer('Add {product2}, {qty2} {unit2}', { after: 6 }),
      template('order_confirmed', ['{name}', '{order}', '{bothTotal}'], {
        after: 9,
        label: 'confirmed',
      }),
      press('All good', 'confirmed', { after: 7 }),
      customer('Abeg let it come before {wd+4}', { after: 1 }),
      rep('I will do my best, {name}. {carrier} picks up {onwd+1}.'),
      customer('Thanks', { after: 3 }),
    ],
  },
  {
    topic: 'advice',
    about: 'safety',
    steps: [
      customer(
        'Please are your {product} original? Too many fake ones in the market and this is for an oil company',
      ),
      rep(
        '{Hello} {name}. They are, each one carries the EN number. I am sending the data sheet you can show the client.',
      ),
      rep('Data sheet {sku}', { after: 2, media: pdf('data-sheet-safety') }),
      customer('Very good. What of {product2}?', { after: 20 }),
      rep('Also certified. {price2} plus VAT, {qty2} {unit2} would be {subtotal2}.'),
      customer(
        '[I will get back to you after the site meeting|Let me confirm from the client and revert]',
        { after: 11 },
      ),
      rep('No problem. I am here.'),
    ],
  },
  {
    topic: 'stock',
    steps: [
      customer('When is your next consignment of {product} landing?'),
      rep('{Hello} {name}. I have {short} {unit} now, and the container clears {onwd+5}.'),
      customer('I need {qty}. Give me the {short} first', { after: 7 }),
      rep('Fine. {short} now and {rest} from the container, all on {order}.'),
      customer('Ok thanks. Well done', { after: 4 }),
      rep('The container has cleared, your {rest} {unit} are ready.', {
        after: 7 * DAY,
        error: 63016,
      }),
      template('reopen_conversation', ['{name}', 'order {order}'], { after: 5, label: 'reopen' }),
      press('Go on', 'reopen', { after: 3 * HOUR }),
      rep(
        'The container has cleared and your {rest} {unit} are packed. They go with {carrier}, waybill {tracking}.',
      ),
      customer('Finally 😀 thank you', { after: 16 }),
    ],
  },
];

/** Threads in which the buyer in Nigeria has not answered. */
export const OUTREACH_EN_NG: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      template('back_in_stock', ['{name}', '{product}', '{price}']),
      template('reopen_conversation', ['{name}', 'quotation {quote}'], { after: 2 * DAY }),
      template('back_in_stock', ['{name}', '{product2}', '{price2}'], {
        after: 8 * DAY,
        error: 63049,
      }),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      template('order_shipped', ['{name}', '{order}', '{carrier}', '{tracking}']),
      template('delivery_update', ['{name}', '{order}', '{date+2}'], { after: 2 * DAY }),
      template('reopen_conversation', ['{name}', 'the delivery of {order}'], { after: 3 * DAY }),
    ],
  },
];
