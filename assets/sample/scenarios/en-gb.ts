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

/** Everyday threads with buyers in the United Kingdom. */
export const SCENARIOS_EN_GB: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      customer('[Hiya|Hello|Hi there|{Hello}], have you got {product} in? After {qty} {unit}'),
      rep(
        '{Hello} {name}, we have {stock} {unit} in, {holds} in each. They are {price} plus VAT. Shall I put {qty} aside?',
      ),
      customer('[Yes please|Go on then]. When can you get them to {city}?', { after: 4 }),
      rep('With {carrier} {onwd+2}. {qty} comes to {subtotal}, {total} with VAT, carriage free.'),
      customer('[Lovely, book it in|Brilliant, go ahead]. Same account', { after: 9 }),
      rep('All booked as {order}. You will have the confirmation by email shortly.'),
      customer('[Cheers|Ta very much|Cheers {rep}]', { after: 2 }),
    ],
  },
  {
    topic: 'quote',
    steps: [
      customer(
        'Hi {rep}, could you price up {qty} {unit} of {product} and {qty2} {unit2} of {product2} for us please',
      ),
      rep('Of course. Is this for the usual address in {city}?', { after: 5 }),
      customer('No, straight to site. Postcode to follow but its same town', { after: 3 }),
      rep(
        'Quote {quote}\n{qty} {unit} {product} ({sku}) at {price}: {subtotal}\n{qty2} {unit2} {product2} ({sku2}) at {price2}: {subtotal2}\nNet {bothNet}, VAT {bothTax}, total {bothTotal}. Delivered to site, valid 14 days.',
        { after: 18, label: 'quote' },
      ),
      customer('Bit steep on the first line if I’m honest. Can you sharpen the pencil?', {
        after: 50,
        repliesTo: 'quote',
      }),
      rep(
        'If you take the full {qty} I can do {lessPrice}, so {lessSubtotal} net for that line. That really is my best.',
      ),
      customer('[Fair enough, that’ll do|Right you are]. I’ll get a PO over first thing', {
        after: 15,
      }),
      rep('Thanks {name}. I will hold the stock until then.'),
      customer('PO {po} sent over', { after: 17 * HOUR }),
      rep('Got it, thank you. It is in as {order}.'),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      template('order_shipped', ['{name}', '{order}', '{carrier}', '{tracking}'], {
        label: 'shipped',
      }),
      customer('{Hello}, nothing’s turned up and the lads are stood about waiting 😬', {
        after: DAY,
        repliesTo: 'shipped',
      }),
      rep('Sorry {name}, let me ring {carrier} straight away.'),
      rep(
        'It missed the trunk last night. They have it on the van {onwd@came}, before noon. I have refunded the carriage.',
        { after: 24 },
      ),
      customer('Not ideal but ok. Tell him to come round the back, gate {gate}', { after: 5 }),
      customer('', { after: 1, sharesPlace: true }),
      rep('Passed on to the driver, thank you.'),
      customer('All here now thanks', { after: DAY, label: 'came' }),
      rep('Good to hear. Sorry again for the wait.'),
    ],
  },
  {
    topic: 'damage',
    about: 'fasteners',
    steps: [
      customer('Hi, {bad} {unit} off {order} have come in soaked through'),
      customer('', { after: 1, media: picture('crushed-carton') }),
      rep('Oh dear, sorry about that {name}. Any rust on the contents?'),
      customer('Yep, have a look', { after: 6, media: picture('rusted-bolts') }),
      rep('Thanks for the photos. {bad} replacement {unit} will go out {onwd+1}, no charge.'),
      customer('Do you want the old ones back?', { after: 12 }),
      rep('No need, please bin them. I have put it through as claim {tracking}.'),
      customer('[Great service as ever 👍|Nice one, thank you]', { after: 7 }),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      template('invoice_reminder', ['{name}', '{invoice}', '{total}', '{date-5}'], {
        label: 'reminder',
      }),
      press('Already paid', 'reminder', { after: 90 }),
      customer('Went by BACS last week, ref {invoice}. Can you check?', { after: 2 }),
      rep('Thanks {name}, checking with accounts.'),
      rep(
        'Found it. It was posted to another account by mistake, now corrected. Sorry for the chase.',
        { after: 55 },
      ),
      customer('No bother. Could you send a statement for the month while you’re at it', {
        after: 10,
      }),
      rep('On its way to your accounts inbox now.', { after: 20 }),
    ],
  },
  {
    topic: 'order',
    steps: [
      customer('Usual order please {rep}: {qty} {unit} {product}'),
      rep(
        'Hi {name}, {qty} at {price} is {subtotal} plus VAT. Anything else while I have it open?',
      ),
      customer('Go on, {qty2} {unit2} of {product2}', { after: 8 }),
      template('order_confirmed', ['{name}', '{order}', '{bothTotal}'], {
        after: 7,
        label: 'confirmed',
      }),
      press('All good', 'confirmed', { after: 4 }),
      customer('Needs to be here {wd+2} latest mind', { after: 1 }),
      rep('It will be. Leaves us tonight with {carrier}.'),
      customer('Smashing', { after: 3 }),
    ],
  },
  {
    topic: 'advice',
    about: 'safety',
    steps: [
      customer('Quick one, are the {product} UKCA marked? HSE visit coming up'),
      rep('Hi {name}, yes they are. I will send the sheet over.'),
      rep('Data sheet for {sku}', { after: 2, media: pdf('data-sheet-safety') }),
      customer('Star. {qty2} {unit2} of {product2} as well please', { after: 28 }),
      rep('{qty2} at {price2}, {subtotal2} plus VAT. Order {order}.'),
      customer('Thank you x', { after: 4 }),
      customer('Sorry, habit 😂', { after: 1 }),
      rep('No harm done. Have a good day, {name}.'),
    ],
  },
  {
    topic: 'stock',
    steps: [
      customer('Any idea when {product} are due in? Website’s saying out of stock'),
      rep('I can see {short} {unit} here and more due {wd+4}. How many were you after?'),
      customer('{qty} all in', { after: 6 }),
      rep(
        'I can send {short} now and {rest} when they land, one lot of carriage. {subtotal} plus VAT altogether.',
      ),
      customer('[Sounds good|Works for me], crack on', { after: 11 }),
      rep('Done, {order}.'),
      customer('Ta', { after: 1 }),
      rep('The remaining {rest} have landed and are going out today.', {
        after: 6 * DAY,
        error: 63016,
      }),
      template('delivery_update', ['{name}', '{order}', '{date+1}'], { after: 8 }),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      customer('Can we push {order} back to {wd@came} please? Yard’s being resurfaced'),
      rep('No problem {name}. Booked for {wd@came}, any time before 4.'),
      customer('Perfect', { after: 2 }),
      customer('Should say, lorry can’t get under the bridge. Needs to be a van', { after: 40 }),
      rep('Noted, I have asked {carrier} for a van.'),
      customer('Been and gone, all sorted. Cheers', { after: 4 * DAY, label: 'came' }),
      rep('Thanks for letting me know.'),
    ],
  },
];

/** Threads in which the buyer in the United Kingdom has not answered. */
export const OUTREACH_EN_GB: readonly Scenario[] = [
  {
    topic: 'invoice',
    steps: [
      template('invoice_reminder', ['{name}', '{invoice}', '{total}', '{date-5}'], {
        label: 'first',
      }),
      template('invoice_reminder', ['{name}', '{invoice}', '{total}', '{date@first-5}'], {
        after: 7 * DAY,
      }),
      template('reopen_conversation', ['{name}', 'invoice {invoice}'], { after: 3 * DAY }),
    ],
  },
  {
    topic: 'stock',
    steps: [
      template('back_in_stock', ['{name}', '{product}', '{price}']),
      template('back_in_stock', ['{name}', '{product2}', '{price2}'], {
        after: 9 * DAY,
        error: 63049,
      }),
      template('reopen_conversation', ['{name}', 'quote {quote}'], { after: 4 * DAY }),
    ],
  },
];
