import { type Words } from './words.ts';

/** Germany. */
export const WORDS_DE: Words = {
  live: [
    'Hallo, haben Sie die Schrauben auch in Edelstahl?',
    'Könnten Sie mir ein Angebot machen?',
    'Ist meine Bestellung schon raus?',
    'Guten Tag, kann man bei Ihnen auch abholen?',
    'Wir bräuchten dringend Trennscheiben, sind welche da?',
    'Mir fehlt noch die Rechnung zur letzten Lieferung',
    'Gibt es die Handschuhe auch eine Nummer größer?',
    'Schicken Sie mir bitte die aktuelle Preisliste?',
    'Kurze Frage: Sind die Schutzbrillen beschlagfrei?',
    'Können wir die Lieferadresse noch ändern?',
    'Wie lange sind Sie heute erreichbar?',
    'Hallo, ein Paket war beim Auspacken offen 😕',
  ],
  answers: [
    'Alles klar, danke',
    'Super, vielen Dank',
    'Passt 👍',
    'Ok, ich kläre das intern und melde mich',
    'Ja, bitte',
    'Danke für die schnelle Antwort',
    'Verstanden',
    'Gut, dann so',
    'Prima',
    'Einverstanden',
    'Ich gebe Ihnen Bescheid',
    'Das hilft mir weiter, danke',
  ],
  aboutDelivery: [
    'Danke für die Info, es ist jemand da',
    'Gut, ich sage im Lager Bescheid',
    'Bitte hinten am Tor abladen',
    'Super, danke',
  ],
};
