import type { StarterTexts } from './starter.ts';

/** The templates to begin with in German. */
export const STARTER_DE: StarterTexts = {
  copyCode: 'Code kopieren',
  order_confirmed: {
    body: 'Guten Tag {{contact_name}}, wir haben Ihre Bestellung {{order_number}} über {{order_total}} erhalten. Die Lieferung ist für den {{delivery_date}} geplant. Sobald sie unser Lager verlässt, schreiben wir Ihnen hier.',
    samples: {
      contact_name: 'Frau Rehberg',
      order_number: 'A-4711',
      order_total: '412,80 €',
      delivery_date: '12. März 2027',
    },
    quickReplies: ['Bestellung ändern', 'Alles gut'],
  },
  order_shipped: {
    body: 'Guten Tag {{contact_name}}, Ihre Bestellung {{order_number}} hat heute mit {{carrier}} unser Lager verlassen. Die Sendungsnummer lautet {{tracking_number}}. Antworten Sie bitte hier, wenn etwas nicht wie bestellt ankommt.',
    samples: {
      contact_name: 'Frau Rehberg',
      order_number: 'A-4711',
      carrier: 'DHL',
      tracking_number: '00340434161094',
    },
  },
  out_of_stock: {
    body: 'Guten Tag {{contact_name}}, {{article_name}} aus Ihrer Bestellung {{order_number}} ist zurzeit nicht lieferbar. Wir erwarten die Ware am {{expected_date}}. Sollen wir den Rest schon schicken oder alles zusammen?',
    samples: {
      contact_name: 'Frau Rehberg',
      article_name: 'Sechskantschraube M8',
      order_number: 'A-4711',
      expected_date: '19. März 2027',
    },
    quickReplies: ['Rest schon schicken', 'Alles zusammen'],
  },
  back_in_stock: {
    body: 'Guten Tag {{contact_name}}, gute Nachrichten: {{article_name}} ist wieder auf Lager, ab {{price}} je Stück. Sollen wir Ihnen etwas zurücklegen?',
    footer: 'Mit STOP bestellen Sie ab',
    samples: {
      contact_name: 'Frau Rehberg',
      article_name: 'Sechskantschraube M8',
      price: '0,24 €',
    },
    quickReplies: ['Ja, bitte', 'Jetzt nicht'],
  },
  invoice_due: {
    body: 'Guten Tag {{contact_name}}, unsere Rechnung {{invoice_number}} über {{invoice_amount}} war am {{due_date}} fällig, und wir sehen noch keinen Zahlungseingang. Falls Sie schon bezahlt haben, nennen Sie uns bitte hier den Verwendungszweck.',
    samples: {
      contact_name: 'Frau Rehberg',
      invoice_number: 'R-38110',
      invoice_amount: '412,80 €',
      due_date: '14. März 2027',
    },
    quickReplies: ['Schon bezahlt', 'Ich habe eine Frage'],
  },
  appointment: {
    body: 'Guten Tag {{contact_name}}, hiermit bestätigen wir Ihren Termin mit {{person_name}} am {{date}} um {{time}}. Bitte sagen Sie uns hier, wenn Ihnen eine andere Zeit lieber ist.',
    samples: {
      contact_name: 'Frau Rehberg',
      person_name: 'Daniel Brandt',
      date: '22. März 2027',
      time: '10:30 Uhr',
    },
    quickReplies: ['Bis dann', 'Andere Zeit bitte'],
  },
  catalogue: {
    body: 'Guten Tag {{contact_name}}, unser neuer Katalog für {{season}} ist da, mit über {{article_count}} Artikeln und den Preisen dieses Jahres. Schauen Sie hinein und sagen Sie uns, was wir Ihnen anbieten dürfen.',
    footer: 'Mit STOP bestellen Sie ab',
    samples: { contact_name: 'Frau Rehberg', season: 'das Frühjahr 2027', article_count: '1.200' },
    link: { title: 'Katalog öffnen', url: 'https://example.com/katalog' },
  },
  opt_in_confirmed: {
    body: 'Guten Tag {{contact_name}}, Sie haben zugestimmt, von {{company_name}} Nachrichten zu Ihren Bestellungen über WhatsApp zu erhalten. Sie können das jederzeit beenden: Antworten Sie einfach mit STOP.',
    samples: { contact_name: 'Frau Rehberg', company_name: 'Northwind Supply' },
    quickReplies: ['Ja, ich stimme zu', 'Stop'],
  },
};
