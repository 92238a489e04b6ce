import type { StarterTexts } from './starter.ts';

/** The templates to begin with in English. */
export const STARTER_EN: StarterTexts = {
  copyCode: 'Copy code',
  order_confirmed: {
    body: 'Hello {{contact_name}}, we have your order {{order_number}} over {{order_total}}. It is planned for delivery on {{delivery_date}}. You will get a message here as soon as it leaves our warehouse.',
    samples: {
      contact_name: 'Grace',
      order_number: 'SO-4711',
      order_total: '£412.80',
      delivery_date: '12 March 2027',
    },
    quickReplies: ['Change the order', 'All good'],
  },
  order_shipped: {
    body: 'Hello {{contact_name}}, your order {{order_number}} left our warehouse today with {{carrier}}. The tracking number is {{tracking_number}}. Please reply here if something does not arrive as ordered.',
    samples: {
      contact_name: 'Grace',
      order_number: 'SO-4711',
      carrier: 'DPD',
      tracking_number: '15504017330812',
    },
  },
  out_of_stock: {
    body: 'Hello {{contact_name}}, {{article_name}} in your order {{order_number}} is out of stock at the moment. We expect it again on {{expected_date}}. Shall we send the rest of the order now, or wait and send all of it together?',
    samples: {
      contact_name: 'Grace',
      article_name: 'Hex bolt M8 x 40',
      order_number: 'SO-4711',
      expected_date: '19 March 2027',
    },
    quickReplies: ['Send the rest now', 'Wait for all of it'],
  },
  back_in_stock: {
    body: 'Hello {{contact_name}}, good news: {{article_name}} is back in our warehouse, from {{price}} each. Shall we put some aside for you?',
    footer: 'Reply STOP to end these messages',
    samples: { contact_name: 'Grace', article_name: 'Hex bolt M8 x 40', price: '£0.24' },
    quickReplies: ['Yes, please', 'Not now'],
  },
  invoice_due: {
    body: 'Hello {{contact_name}}, our invoice {{invoice_number}} over {{invoice_amount}} was due on {{due_date}}, and we have not seen the payment yet. If you have paid already, please send us the reference in a reply.',
    samples: {
      contact_name: 'Grace',
      invoice_number: 'INV-38110',
      invoice_amount: '£412.80',
      due_date: '14 March 2027',
    },
    quickReplies: ['Already paid', 'I have a question'],
  },
  appointment: {
    body: 'Hello {{contact_name}}, this is to confirm your appointment with {{person_name}} on {{date}} at {{time}}. Please tell us here if another time suits you better.',
    samples: {
      contact_name: 'Grace',
      person_name: 'Daniel Brandt',
      date: '22 March 2027',
      time: '10:30',
    },
    quickReplies: ['See you then', 'Another time please'],
  },
  catalogue: {
    body: 'Hello {{contact_name}}, our new catalogue for {{season}} is here, with more than {{article_count}} articles and the prices of this year. Have a look and tell us what we may quote for you.',
    footer: 'Reply STOP to end these messages',
    samples: { contact_name: 'Grace', season: 'spring 2027', article_count: '1,200' },
    link: { title: 'Open the catalogue', url: 'https://example.com/catalogue' },
  },
  opt_in_confirmed: {
    body: 'Hello {{contact_name}}, you have agreed to get messages about your orders from {{company_name}} on WhatsApp. You can end this at any time: just reply STOP to any of them.',
    samples: { contact_name: 'Grace', company_name: 'Northwind Supply' },
    quickReplies: ['Yes, I agree', 'Stop'],
  },
};
