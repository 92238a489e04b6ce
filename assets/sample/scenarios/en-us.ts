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

/** Everyday threads with buyers in the United States. */
export const SCENARIOS_EN_US: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      customer(
        '[Hey|Hi|{Hello}, |Hello,] do you have {product} in stock? Looking for {qty} {unit}',
      ),
      rep(
        '{Hello}, {name}. Yes, {stock} {unit} on the shelf today, {holds} each. {price} a piece at your tier.',
      ),
      customer('[Nice|Perfect]. Can you ship to our {city} shop?', { after: 3 }),
      rep('Sure can. {qty} comes to {subtotal}, free freight at that size. It would land {wd+2}.'),
      customer('Do it. PO is {po}', { after: 18 }),
      rep('Booked as {order}. Tracking follows once {carrier} scans it.'),
      customer('[Appreciate it|Thanks man]', { after: 4 }),
    ],
  },
  {
    topic: 'quote',
    steps: [
      customer(
        'Need a quote for a job in {city}: {qty} {unit} {product}, {qty2} {unit2} {product2}',
      ),
      customer('bid closes {wd+1} noon so sooner the better lol', { after: 1 }),
      rep('On it. Give me ten minutes.', { after: 4 }),
      rep(
        'Quote {quote}\n{qty} x {product} ({sku}) @ {price} = {subtotal}\n{qty2} x {product2} ({sku2}) @ {price2} = {subtotal2}\nTotal {bothNet} before sales tax, delivered. Good for 14 days.',
        { after: 12, label: 'quote' },
      ),
      customer('[Any wiggle room on the first line?|Best you can do on the first line?]', {
        after: 26,
        repliesTo: 'quote',
      }),
      rep(
        'I can do {lessPrice} on {sku} if you take all {qty}. That line drops to {lessSubtotal}.',
      ),
      customer('That works. If we win it you get the order 🤞', { after: 8 }),
      rep('Fingers crossed. I will keep {quote} open for you either way.'),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      template('order_shipped', ['{name}', '{order}', '{carrier}', '{tracking}'], {
        label: 'shipped',
      }),
      customer('Tracking says delivered but nothing here?? Checked the dock and the front office', {
        after: 2 * DAY,
        repliesTo: 'shipped',
      }),
      rep(
        'Sorry about that, {name}. I am opening a trace with {carrier} now. Is there a neighbor who signs for you sometimes?',
      ),
      customer('The tire place next door maybe. Let me walk over', { after: 3 }),
      customer('[Found it. They had it behind the counter 😂|Yep, they had it. False alarm]', {
        after: 16,
      }),
      rep('Glad it turned up. I put a note on your account: deliver to gate {gate} only.'),
      customer('[Thx|Good call, thanks]', { after: 2 }),
    ],
  },
  {
    topic: 'damage',
    about: 'fasteners',
    steps: [
      customer('{order} showed up today, {bad} {unit} look like somebody drove over them'),
      customer('', { after: 1, media: picture('crushed-carton') }),
      rep(
        'Ouch. Thanks for the picture, {name}. Are the contents usable or should I replace all {bad}?',
      ),
      customer('Threads are banged up on most of em. Replace please', {
        after: 7,
        media: picture('rusted-bolts'),
      }),
      rep(
        'Replacing {bad} {unit} at no charge, going out {wd+1} with {carrier}. Keep the bad ones, no need to ship them back.',
      ),
      customer('[Thats great service, thank you|Awesome, thanks {rep}]', { after: 9 }),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      template('invoice_reminder', ['{name}', '{invoice}', '{subtotal}', '{date-5}'], {
        label: 'reminder',
      }),
      press('I have a question', 'reminder', { after: 2 * HOUR }),
      customer(
        'We only got {short} of the {qty} {unit} on that one. Was told the rest was backordered',
        { after: 2 },
      ),
      rep('Thanks for flagging it. Checking with the warehouse.'),
      rep(
        'You are right: {rest} {unit} shipped short. I am crediting those and re-sending {invoice} today.',
        { after: 55 },
      ),
      customer('Ok cool, will pay the corrected one as soon as I see it', { after: 13 }),
      rep('Perfect. It is in your inbox now.', { after: 40 }),
    ],
  },
  {
    topic: 'order',
    steps: [
      customer('[Same as last time please|Need a refill], {qty} {unit} of {product}'),
      rep('Hi {name}. Got it, {qty} at {price}, {subtotal}. Same ship-to on {address}?'),
      customer('Yep', { after: 1 }),
      template('order_confirmed', ['{name}', '{order}', '{subtotal}'], {
        after: 6,
        label: 'confirmed',
      }),
      press('Change the order', 'confirmed', { after: 14 }),
      customer('Throw in {qty2} {unit2} of {product2} too', { after: 1 }),
      rep('Added. New total is {bothNet}, still under {order}. Ships {wd+1}.'),
      customer('👍', { after: 2 }),
    ],
  },
  {
    topic: 'advice',
    about: 'safety',
    steps: [
      customer('Are the {product} ANSI rated? Our safety guy wants paperwork'),
      rep('{Hello}. They are, and the rating is printed on each one. Here is the data sheet.'),
      rep('Data sheet for {sku}', { after: 2, media: pdf('data-sheet-safety') }),
      customer(
        '[Thats what I needed|Bingo]. Put me down for {qty2} {unit2} of {product2} while you are at it',
        { after: 40 },
      ),
      rep('Will do: {qty2} at {price2}, {subtotal2}. Order number is {order}.'),
      customer('thank you much', { after: 3 }),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      customer('Hi, can you hold {order} til {wd@come}? Nobody at the shop before that'),
      rep(
        'No problem, {name}. I moved the delivery to {wd@come}, morning window. Anyone I should name as contact?',
      ),
      customer(
        'Ask for Pete at gate {gate}. Here is the pin, GPS sends everybody to the wrong side',
        { after: 5 },
      ),
      customer('', { after: 1, sharesPlace: true }),
      rep('Sent to the driver. Thanks.'),
      customer('Truck just left, all good', { after: 3 * DAY, label: 'come' }),
      rep('Thanks for the heads-up, {name}.'),
    ],
  },
  {
    topic: 'stock',
    steps: [
      customer('when are the {product} back? site shows zero'),
      rep(
        'We have {short} {unit} in the back that the site does not show, and the next truck is due {wd+4}.',
      ),
      customer('I need {qty} total. Take the {short} now, rest when they land?', { after: 6 }),
      rep('Works for me. Two shipments, one freight charge, all under {order}.'),
      customer('[Ur the best|You rock]', { after: 2 }),
      rep('The other {rest} {unit} are in and ship today.', { after: 6 * DAY, error: 63016 }),
      template('delivery_update', ['{name}', '{order}', '{date+2}'], { after: 5 }),
    ],
  },
];

/** Threads in which the buyer in the United States has not answered. */
export const OUTREACH_EN_US: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      template('back_in_stock', ['{name}', '{product}', '{price}'], { error: 63049 }),
      template('reopen_conversation', ['{name}', '{product}'], { after: DAY }),
      template('reopen_conversation', ['{name}', 'quote {quote}'], { after: 5 * DAY }),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      template('order_confirmed', ['{name}', '{order}', '{subtotal}']),
      template('order_shipped', ['{name}', '{order}', '{carrier}', '{tracking}'], { after: DAY }),
      template('delivery_update', ['{name}', '{order}', '{date+2}'], { after: 2 * DAY }),
    ],
  },
];
