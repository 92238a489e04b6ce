import { customer, rep } from '../scenario.ts';
import { type Showcase } from './showcase.ts';

/** A buyer in León who keeps her number to herself. */
export const LA_LOMA: Showcase = {
  key: 'es-mx-la-loma',
  market: 'es-MX',
  channel: 'whatsapp',
  firstName: 'Itzel',
  familyName: 'Barragán',
  woman: true,
  profileName: 'itzel.loma',
  company: 'Herrajes La Loma',
  city: 'León',
  address: 'Blvd. Adolfo López Mateos 1210, León',
  whatsappUserId: 'MX.13491208655302',
  optIn: { whatsapp: 'unknown', sms: 'unknown' },
  ageMinutes: 24,
  status: 'open',
  unreadCount: 1,
  numbers: [],
  steps: [
    customer('Hola, me pasaron su contacto en la expo. ¿Manejan juegos de puntas de impacto?'),
    rep(
      '{Hello}, Itzel, bienvenida. Sí: BT-0032, 32 piezas, $329.00 más IVA el juego. ¿Cuántos le cotizo?',
    ),
    customer('Son 15. Prefiero no dar mi número por ahora, se puede todo por aquí?', { after: 8 }),
    rep(
      'Claro, seguimos por aquí sin problema. 15 juegos son $4,935.00 más IVA, $5,724.60 en total. ¿A dónde se los mando?',
    ),
    customer(
      'A León, Blvd. López Mateos 1210. Los datos de facturación se los mando al correo que viene en su página',
      { after: 11 },
    ),
  ],
};

/** A buyer in Cleveland, known by her user id only, whose window has closed. */
export const CANAL_ROAD: Showcase = {
  key: 'en-us-canal-road',
  market: 'en-US',
  channel: 'whatsapp',
  firstName: 'Brooke',
  familyName: 'Lindqvist',
  woman: true,
  profileName: 'Brooke L',
  company: 'Canal Road Builders Supply',
  city: 'Cleveland',
  address: '1480 Canal Rd, Cleveland',
  whatsappUserId: 'US.20517743096618',
  optIn: { whatsapp: 'unknown', sms: 'unknown' },
  ageMinutes: 30 * 60,
  status: 'resolved',
  unreadCount: 0,
  numbers: [],
  steps: [
    customer('Hey, do your hard hats come in orange?'),
    rep(
      'Hi Brooke, white only from stock, SKU HM-WHT. Orange is a special order: three weeks, five cases minimum.',
    ),
    customer("That's too long for us, I'll pass this time. Thanks though", { after: 13 }),
    rep('Understood, thanks for asking us. Happy to help next time.'),
  ],
};
