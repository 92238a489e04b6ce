import { customer, DAY, HOUR, picture, press, rep, template } from '../scenario.ts';
import { type Showcase } from './showcase.ts';

/** Helmets for a building site in Querétaro: one carton crushed, and where the site takes goods. */
export const JURIQUILLA: Showcase = {
  key: 'es-mx-juriquilla',
  market: 'es-MX',
  channel: 'whatsapp',
  firstName: 'Rodrigo',
  familyName: 'Escalante',
  woman: false,
  profileName: 'Ing. Rodrigo Escalante',
  company: 'Constructora Tres Ríos',
  city: 'Querétaro',
  address: 'Acceso de proveedores, Blvd. Juriquilla 302, Querétaro',
  optIn: { whatsapp: 'opted_in', sms: 'unknown' },
  ageMinutes: 3.5,
  status: 'open',
  unreadCount: 1,
  numbers: ['order44102'],
  steps: [
    customer(
      '{Hello} Lucía, ocupo 8 cajas de cascos blancos con matraca para la obra de Juriquilla',
    ),
    rep(
      '{Hello}, Rodrigo. Con gusto: 8 cajas HM-WHT a $1,240.00 son $9,920.00 más IVA, $11,507.20 en total. ¿Se las mando a la bodega o directo a la obra?',
    ),
    customer('a la obra porfa', { after: 4 }),
    template('order_confirmed', ['Rodrigo', 'NW-44102', '$11,507.20'], { label: 'confirmed' }),
    press('Todo bien', 'confirmed'),
    template('order_shipped', ['Rodrigo', 'NW-44102', 'Estafeta', '605 40 172 911'], {
      after: 21 * HOUR,
    }),
    customer('Lucía ya llegaron los cascos pero una caja viene aplastada', { after: 2 * DAY }),
    customer('', { after: 1, media: picture('crushed-carton') }),
    customer('y adentro hay 3 cascos estrellados, así no se los puedo dar a la gente', {
      after: 3,
      media: picture('cracked-helmet'),
    }),
    rep(
      'Qué pena, Rodrigo, y qué bueno que los revisó: un casco golpeado ya no protege. ¿Los otros 77 están bien?',
    ),
    customer('Sí, los demás bien, ya los revisé uno por uno', { after: 14 }),
    rep(
      'Le repongo la caja completa sin costo; sale {onwd+1} con Estafeta. La aplastada la recoge el mismo chofer.',
    ),
    customer('Perfecto. Nomás ojo que la entrada principal ya está cerrada por la zanja', {
      after: 5,
    }),
    customer('', { after: 1, sharesPlace: true }),
    customer('es por aqui, acceso de proveedores. Que pregunten por el ing. Maldonado', {
      after: 1,
    }),
    rep('Anotado: acceso de proveedores, ing. Maldonado. ¿En qué horario reciben?', { after: 5 }),
    customer(
      'de 8 a 2. Oiga y sí llegan antes del {wd+4}? ese día tengo auditoría de seguridad 😬',
      {
        after: 4,
      },
    ),
  ],
};
