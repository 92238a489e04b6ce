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

/** Everyday threads with buyers in Germany. */
export const SCENARIOS_DE: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      customer(
        '[Guten Tag|Moin|Hallo|{Hello}], haben Sie {product} auf Lager? Wir bräuchten {qty} {unit}.',
      ),
      rep(
        '{Hello} {herr}, ja, {stock} {unit} zu je {holds} sind da. Preis {price} netto. Soll ich {qty} zurücklegen?',
      ),
      customer('[Ja bitte|Gerne]. Lieferzeit nach {city}?', { after: 5 }),
      rep(
        'Geht heute noch mit {carrier} raus, Zustellung {onwd+2}. {qty} {unit} macht {subtotal} netto, {total} brutto.',
      ),
      customer('Passt. Bitte auf Rechnung wie immer, Kommission Halle {gate}', { after: 12 }),
      rep('Ist eingetragen, Auftrag {order}. Die Bestätigung kommt per Mail.'),
      customer('[Super, danke!|Danke 👍|Perfekt, vielen Dank]', { after: 3 }),
    ],
  },
  {
    topic: 'quote',
    steps: [
      customer(
        'Hallo {repSir}, könnten Sie mir bitte ein Angebot machen: {qty} {unit} {product} und {qty2} {unit2} {product2}',
      ),
      rep('{Hello} {herr}, mache ich gern. Lieferung frei Haus {city}?', { after: 7 }),
      customer('Ja genau. Brauche es möglichst bis Mittag, der Kunde drängelt', { after: 3 }),
      rep(
        'Angebot {quote}:\nPos. 1: {qty} {unit} {product} ({sku}) à {price} = {subtotal}\nPos. 2: {qty2} {unit2} {product2} ({sku2}) à {price2} = {subtotal2}\nNetto {bothNet}, MwSt. {bothTax}, brutto {bothTotal}. Frei Haus, gültig 14 Tage, 30 Tage netto.',
        { after: 16, label: 'quote' },
      ),
      customer('Geht bei Pos. 1 noch was? Mitbewerb liegt etwas drunter', {
        after: 40,
        repliesTo: 'quote',
      }),
      rep(
        'Bei Abnahme der vollen Menge kann ich {lessPrice} anbieten, also {lessSubtotal} netto für Pos. 1.',
      ),
      customer('[OK, damit kann ich arbeiten.|Einverstanden.] Bitte so als Auftrag anlegen', {
        after: 14,
      }),
      rep('Danke Ihnen. Auftrag {order} ist angelegt, Versand {onwd+1}.'),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      template('order_shipped', ['{herr}', '{order}', '{carrier}', '{tracking}'], {
        label: 'shipped',
      }),
      customer(
        '{Hello}, der Fahrer war wohl da, hat aber nur eine Karte eingeworfen. Wir waren den ganzen Tag im Büro 😠',
        { after: DAY, repliesTo: 'shipped' },
      ),
      rep('Das tut mir leid. Ich rufe gleich im Depot an. Gibt es bei Ihnen eine zweite Einfahrt?'),
      customer('Ja, Lieferungen immer über den Hof, Tor {gate}. Standort schicke ich mit', {
        after: 6,
      }),
      customer('', { after: 1, sharesPlace: true }),
      rep(
        'Danke. {carrier} stellt {onwd@came} vormittags noch einmal zu, Tor {gate} ist vermerkt.',
        { after: 18 },
      ),
      customer('Ware ist da, vollständig. Danke fürs Kümmern', { after: DAY, label: 'came' }),
      rep('Sehr gern, {herr}.'),
    ],
  },
  {
    topic: 'damage',
    about: 'fasteners',
    steps: [
      customer(
        '{Hello}, Lieferung {order} ist heute gekommen. {bad} {unit} sind beschädigt, Kartons aufgerissen.',
        { label: 'claim' },
      ),
      customer('', { after: 1, media: picture('crushed-carton') }),
      rep('Danke für das Foto, {herr}. Hat der Fahrer den Schaden auf dem Lieferschein vermerkt?'),
      customer('Ja, steht drauf, mit Unterschrift', { after: 8, media: picture('delivery-note') }),
      rep(
        'Sehr gut, damit melde ich es direkt der Spedition. Ersatz für {bad} {unit} geht {onwd+1} raus, kostenlos.',
      ),
      customer('Was machen wir mit der beschädigten Ware? Teilweise sind die Gewinde hin', {
        after: 11,
      }),
      rep(
        'Bitte zwei Wochen aufheben, falls {carrier} besichtigen will, danach entsorgen. Vorgang {tracking}.',
      ),
      customer('[Alles klar.|In Ordnung, danke.]', { after: 4 }),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      customer(
        'Hallo, auf der Rechnung {invoice} fehlt unsere Bestellnummer, so zahlt die Buchhaltung leider nicht',
      ),
      rep('{Hello} {herr}, das korrigiere ich. Wie lautet die Bestellnummer?'),
      customer('{po}', { after: 3 }),
      rep(
        'Danke. Die korrigierte Rechnung über {total} ist per Mail unterwegs, die alte ist storniert.',
        { after: 37 },
      ),
      customer('[Ist angekommen, vielen Dank|Hab sie, danke]. Zahlung geht diese Woche raus', {
        after: 50,
      }),
      rep('Wunderbar, danke Ihnen.'),
    ],
  },
  {
    topic: 'order',
    steps: [
      customer(
        'Moin {repSir}, einmal nachbestellen bitte: {qty} {unit} {product}. Wie letztes Mal',
      ),
      rep(
        '{Hello} {herr}, gern. {qty} {unit} à {price}, {subtotal} netto. {product2} sind im Moment auch gut verfügbar, brauchen Sie etwas davon?',
      ),
      customer('Stimmt, nehmen wir {qty2} {unit2} mit dazu', { after: 13 }),
      rep(
        'Dann sind es zusammen {bothNet} netto, {bothTotal} brutto. Auftrag {order}, Versand {onwd+1}.',
      ),
      customer('Lieferung bitte erst ab 7:30, vorher ist keiner da', { after: 6 }),
      rep('Ist für {carrier} vermerkt.'),
      customer('Danke, schönen Tag noch!', { after: 2 }),
    ],
  },
  {
    topic: 'advice',
    about: 'fasteners',
    steps: [
      customer(
        'Kurze technische Frage: gibt es {product} auch in A2? Und haben Sie ein Datenblatt?',
      ),
      rep(
        '{Hello}. In A2 auf Bestellung, etwa 8 Arbeitstage. Das Datenblatt für {sku} schicke ich mit.',
      ),
      rep('Datenblatt {sku}', { after: 2, media: pdf('data-sheet-fasteners') }),
      customer('Danke. Verzinkt reicht dann doch, ist nur innen. {qty} {unit} bitte', {
        after: 34,
      }),
      rep('Gern: {qty} {unit} à {price}, {subtotal} netto. Auftrag {order}.'),
      customer('👍 Bestätigung bitte an einkauf@, nicht an mich', { after: 5 }),
      rep('Wird gemacht.'),
    ],
  },
  {
    topic: 'stock',
    steps: [
      customer('Hallo, wann kommen {product} wieder rein? Im Shop steht nicht lieferbar'),
      rep(
        '{Hello} {herr}. {short} {unit} habe ich noch hier, die nächste Lieferung erwarten wir {onwd+5}.',
      ),
      customer('Wir brauchen {qty}. Dann bitte {short} sofort und den Rest, sobald er da ist', {
        after: 9,
      }),
      rep('Mache ich, der Rest sind {rest} {unit}. Versandkosten nur einmal. Auftrag {order}.'),
      customer('[Top, danke|Prima]', { after: 7 }),
      rep('Der Rest ist eingetroffen und geht heute raus.', { after: 7 * DAY, error: 63016 }),
      template('reopen_conversation', ['{herr}', 'Auftrag {order}'], { after: 6, label: 'reopen' }),
      press('Ja, bitte', 'reopen', { after: 50 }),
      rep(
        'Der Rest Ihrer Bestellung ist eingetroffen und geht heute mit {carrier} raus, Sendungsnummer {tracking}.',
      ),
      customer('Bestens, danke für die Info', { after: 10 }),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      customer('Können Sie {order} bitte auf {wd@came} schieben? Wir haben Inventur', { after: 4 }),
      rep('Kein Problem, {herr}. Avisiert für {wd@came} zwischen 8 und 12 Uhr.'),
      customer('Top. Ansprechpartner im Lager ist Herr Noack', { after: 4 }),
      rep('Notiert, gebe ich {carrier} so weiter.'),
      customer('Alles angekommen 👌', { after: 3 * DAY, label: 'came' }),
      rep('Danke für die Rückmeldung!', { after: 2 * HOUR }),
    ],
  },
];

/** Threads in which the buyer in Germany has not answered. */
export const OUTREACH_DE: readonly Scenario[] = [
  {
    topic: 'order',
    steps: [
      template('order_shipped', ['{herr}', '{order}', '{carrier}', '{tracking}']),
      template('reopen_conversation', ['{herr}', 'Lieferung {order}'], { after: 3 * DAY }),
      template('reopen_conversation', ['{herr}', 'Rechnung {invoice}'], { after: 6 * DAY }),
    ],
  },
  {
    topic: 'order',
    steps: [
      template('order_shipped', ['{herr}', '{order}', '{carrier}', '{tracking}'], { error: 63024 }),
      template('order_shipped', ['{herr}', '{order}', '{carrier}', '{tracking}'], {
        after: 80,
        error: 63024,
      }),
      template('reopen_conversation', ['{herr}', 'Bestellung {order}'], {
        after: DAY,
        error: 63003,
      }),
    ],
  },
];
