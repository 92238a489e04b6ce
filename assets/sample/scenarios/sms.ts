import { customer, DAY, HOUR, rep, type Scenario } from '../scenario.ts';

/** Text-message threads with buyers in the United States. */
export const SMS_SCENARIOS: readonly Scenario[] = [
  {
    topic: 'delivery',
    steps: [
      rep(
        'Northwind Supply: order {order} is out for delivery today with {carrier}. Reply HELP for help, STOP to opt out.',
      ),
      customer('[what time roughly|Do you know what time]? need someone at dock {gate}', {
        after: 25,
      }),
      rep('Driver says between 1 and 3 pm. I noted dock {gate} on the ticket.'),
      customer('[10-4 thx|perfect thanks]', { after: 2 }),
    ],
  },
  {
    topic: 'order',
    steps: [
      customer('hey {rep} can you add {qty2} {unit2} of {product2} to my order'),
      rep(
        'Hi {name}, sure. Added to {order}: {qty2} {unit2} at {price2}, {subtotal2} more. Still ships {wd+1}.',
      ),
      customer('[great|awesome], same PO', { after: 5 }),
      rep('Done. Confirmation is in your inbox.'),
    ],
  },
  {
    topic: 'stock',
    steps: [
      customer('This is {name} at {company}. Do you stock {product}? Need {qty}'),
      rep('Hi {name}, we do: {stock} {unit} on hand, {price} each. Want me to hold {qty} for you?'),
      customer('[yes pls|Yeah hold em]. will pick up {wd+1} am', { after: 4 }),
      rep('On hold under {order} at will-call, total {total} before sales tax.', { error: 30008 }),
      rep(
        'Your {qty} {unit} are on hold under {order} at will-call, total {total} before sales tax.',
        { after: 9 },
      ),
      customer('got it', { after: 3 }),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      rep(
        'Hi {name}, Northwind Supply here. Invoice {invoice} for {total} is 10 days past due. Can you check on it for us?',
        { error: 30003 },
      ),
      rep(
        'Hi {name}, {rep} at Northwind Supply. Invoice {invoice} for {total} is past due. Could you check on it?',
        { after: 1 * DAY },
      ),
      customer('Sorry about that, our AP person was out. Check goes in the mail {wd+1}', {
        after: 3 * HOUR,
      }),
      rep('No problem, thanks for letting us know.'),
      customer('👍', { after: 12 }),
    ],
  },
];
