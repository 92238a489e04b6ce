import { customer, HOUR, pdf, rep } from '../scenario.ts';
import { type Showcase } from './showcase.ts';

/** A quote in Hamburg that is negotiated until it is an order. */
export const REHBERG: Showcase = {
  key: 'de-rehberg',
  market: 'de',
  channel: 'whatsapp',
  firstName: 'Katrin',
  familyName: 'Rehberg',
  woman: true,
  profileName: 'Metallbau Rehberg',
  company: 'Metallbau Rehberg GmbH',
  city: 'Hamburg',
  address: 'Hafenstraße 41, Hamburg',
  optIn: { whatsapp: 'opted_in', sms: 'unknown' },
  ageMinutes: 6,
  status: 'open',
  unreadCount: 1,
  numbers: ['quote33418'],
  steps: [
    customer(
      '{Hello} Herr Brandt, wir brauchen für ein Projekt in Harburg größere Mengen. Machen Sie mir ein Angebot?\n\n60 Kartons Bolzenanker M12x110\n40 Kartons Trennscheiben 125 mm\n80 Pakete Spanplattenschrauben 5x60',
    ),
    rep('{Hello} Frau Rehberg, sehr gern. Lieferung nach Hamburg, frei Haus?'),
    customer('Ja bitte, Hafenstr. 41 wie immer', { after: 7 }),
    rep(
      'Anbei unser Angebot AN-33418: 4.862,00 € netto, 5.785,78 € brutto. Lieferung in 5 Arbeitstagen ab Auftrag.',
      { after: 26, media: pdf('angebot-AN-33418'), label: 'offer' },
    ),
    customer('Danke, das ging ja schnell. Bei den Ankern liegt ein Mitbewerber bei 32 €', {
      after: 3 * HOUR,
      repliesTo: 'offer',
    }),
    customer('Geht da noch was? Wir würden lieber bei Ihnen bleiben', { after: 1 }),
    rep(
      'Das verstehe ich. 32 € schaffe ich nicht: Unser Anker ist für gerissenen Beton zugelassen, das sind viele günstigere nicht. Bei 60 Kartons kann ich auf 33,00 € gehen, also 1,50 € je Karton weniger.',
      { after: 28 },
    ),
    customer('Hm. Und Skonto?', { after: 11 }),
    rep('2 % bei Zahlung innerhalb von 14 Tagen, sonst 30 Tage ohne Abzug.', { after: 5 }),
    customer('Könnten Sie denn in zwei Teilen liefern? Uns fehlt der Lagerplatz', { after: 6 }),
    rep(
      'Kein Problem und ohne Aufpreis: 30 Kartons Anker und die Trennscheiben zuerst, der Rest zwei Wochen später.',
    ),
    rep(
      'Hier die zweite Fassung mit allem, was wir besprochen haben: 4.772,00 € netto, 5.678,68 € brutto.',
      { after: 20, media: pdf('angebot-AN-33418-2'), label: 'second' },
    ),
    customer('Sieht gut aus. Muss ich noch meinem Mann zeigen, der hat hier das letzte Wort 😄', {
      after: 40,
    }),
    customer('So, er sagt ja, wenn der erste Teil bis zum {date+6} da ist', {
      after: 19 * HOUR,
      repliesTo: 'second',
    }),
    rep(
      '{Hello} Frau Rehberg, das klappt: Abgang {onwd+2} mit Dachser, Laufzeit ein bis zwei Arbeitstage.',
    ),
    customer('Prima, dann bestellen wir. Auftragsbestätigung bitte per Mail an den Einkauf', {
      after: 12,
    }),
  ],
};
