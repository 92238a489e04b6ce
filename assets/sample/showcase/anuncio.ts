import { customer, rep } from '../scenario.ts';
import { type Showcase } from './showcase.ts';

/** A first-time buyer in Valencia who came from an ad; the free entry point is running. */
export const ANUNCIO: Showcase = {
  key: 'es-es-anuncio',
  market: 'es-ES',
  channel: 'whatsapp',
  firstName: 'Marc',
  familyName: 'Ferrer',
  woman: false,
  profileName: 'Marc F.',
  company: 'Taller Ferrer e Hijos',
  city: 'Valencia',
  address: 'Carrer de Sagunt 84, Valencia',
  optIn: { whatsapp: 'unknown', sms: 'unknown' },
  ageMinutes: 34,
  status: 'open',
  unreadCount: 1,
  numbers: [],
  steps: [
    customer('Hola! He visto el anuncio de los anclajes. ¿Hacéis envíos a Valencia?', {
      referral: {
        sourceUrl: 'https://ads.northwind.example/anclajes',
        headline: 'Anclajes y tornillería para tu taller',
        body: 'Portes incluidos a toda la península. Pide precio por WhatsApp y te contestamos hoy.',
        sourceId: '120214873305510',
      },
    }),
    rep(
      '{Hello}, Marc. Sí, enviamos a Valencia con SEUR, normalmente en dos días laborables. ¿Qué necesitas?',
    ),
    customer('Unas 12 cajas de M12x110. Es la primera vez que os compro, hay que darse de alta?', {
      after: 7,
    }),
    rep(
      'No hace falta: con el CIF y la dirección te hago la ficha. 12 cajas AN-1211 a 33,80 € son 405,60 € más IVA, 490,78 € en total con portes.',
      { label: 'price' },
    ),
    customer('Vale, me cuadra. ¿Se puede pagar con tarjeta?', { after: 16, repliesTo: 'price' }),
    rep('Sí, te mando un enlace de pago al correo. ¿A qué dirección?', { after: 5 }),
    customer('compras@taller-ferrer.example. Lo hablo con mi padre y os digo algo hoy', {
      after: 12,
    }),
  ],
};
