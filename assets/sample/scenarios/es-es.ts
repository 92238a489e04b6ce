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

/** Everyday threads with buyers in Spain. */
export const SCENARIOS_ES_ES: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      customer('[Hola, buenas|{Hello}|Buenas], ¿tenéis {product}? Me harían falta {qty} {unit}'),
      rep(
        '{Hello}, {name}. Sí, hay {stock} {unit} en almacén, de {holds}. Precio neto {price}. ¿Te reservo {qty}?',
      ),
      customer('[Sí, resérvame|Vale, sí]. ¿Para cuándo en {city}?', { after: 4 }),
      rep(
        'Sale esta tarde con {carrier} y te llega {onwd+2}. Son {subtotal} más IVA, {total} en total.',
      ),
      customer('Perfecto. A 60 días como siempre, ¿no?', { after: 13 }),
      rep('Eso es, a 60 días. Pedido {order}, te mando la confirmación por correo.'),
      customer('[Genial, gracias|Estupendo]', { after: 3 }),
    ],
  },
  {
    topic: 'quote',
    steps: [
      customer(
        'Buenas {rep}, pásame precio de {qty} {unit} de {product} y {qty2} {unit2} de {product2}, porfa',
      ),
      rep('{Hello}, {name}. Enseguida te preparo el presupuesto.', { after: 5 }),
      rep(
        'Presupuesto {quote}:\n- {qty} {unit} de {product} ({sku}) a {price} = {subtotal}\n- {qty2} {unit2} de {product2} ({sku2}) a {price2} = {subtotal2}\nBase {bothNet}, IVA {bothTax}, total {bothTotal}. Portes pagados, válido 15 días.',
        { after: 15, label: 'quote' },
      ),
      customer('uf, lo primero se me va un poco. Si me aprietas el precio te lo confirmo ya', {
        after: 33,
        repliesTo: 'quote',
      }),
      rep(
        'Te lo puedo dejar en {lessPrice}, son {lessSubtotal} esa línea. Más no me deja el jefe 😉',
      ),
      customer('[Venga, hecho|Trato hecho|Vale, adelante]', { after: 6 }),
      rep('Gracias, {name}. Pedido {order}, sale {onwd+1}.'),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      template('delivery_update', ['{name}', '{order}', '{date@came}'], { label: 'update' }),
      press('Mejor otro día', 'update', { after: 45 }),
      customer('Ese día cerramos a mediodía. ¿Puede ser a primera hora?', { after: 1 }),
      rep('Claro, lo cambio a la franja de 8 a 10 con {carrier}. ¿Te va bien?'),
      customer('Mejor imposible. Os paso ubicación, que el GPS se lía con el polígono', {
        after: 9,
      }),
      customer('', { after: 1, sharesPlace: true }),
      rep('Recibida, se la paso al repartidor.'),
      customer('Ya está aquí todo, gracias!', { after: 3 * DAY, label: 'came' }),
      rep('¡Gracias a ti por avisar!'),
    ],
  },
  {
    topic: 'damage',
    about: 'fasteners',
    steps: [
      customer(
        '{Hello}. Acabamos de recibir el {order} y hay {bad} {unit} con el cartón reventado, se ha caído medio contenido por el camino 🙄',
      ),
      customer('', { after: 1, media: picture('crushed-carton') }),
      rep('Vaya, lo siento mucho, {name}. ¿Lo habéis anotado en el albarán?'),
      customer('Sí, aquí lo tienes firmado', { after: 7, media: picture('delivery-note') }),
      rep(
        'Perfecto, con eso reclamo a {carrier}. Te repongo {bad} {unit} sin cargo, salen {onwd+1}.',
      ),
      customer('[Vale, muchas gracias|Gracias por la rapidez]', { after: 5 }),
      rep('A ti. La referencia de la reclamación es {tracking}, por si acaso.'),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      customer('Hola, la {invoice} está a nombre antiguo, hace un año que somos {company} S.L.'),
      rep(
        '{Hello}, {name}. Tienes razón, no se actualizó la ficha. ¿El CIF sigue siendo el mismo?',
      ),
      customer('No, ha cambiado también. Te lo mando por mail que aquí no me fio jaja', {
        after: 6,
      }),
      rep('Mejor, sí. En cuanto lo reciba emito la rectificativa por los mismos {total}.'),
      customer('Enviado', { after: 22 }),
      rep('Recibido. Rectificativa emitida, la tienes en el correo.', { after: 48 }),
      customer('[Todo ok, gracias|Perfecto, ya se la paso a la gestoría]', { after: 20 }),
    ],
  },
  {
    topic: 'order',
    steps: [
      customer('Buenas! Repite el último pedido, {qty} {unit} de {product}'),
      rep('Hola, {name}. Apuntado: {qty} a {price}, {subtotal} más IVA. ¿Añado {product2}?'),
      customer('Pues mira sí, {qty2} {unit2}', { after: 10 }),
      rep('Entonces {bothNet} de base y {bothTotal} con IVA. Pedido {order}, entrega {onwd+2}.'),
      customer('Vale. Por la mañana si puede ser, que a las 14 h cerramos', { after: 5 }),
      rep('Por la mañana, anotado.'),
      customer('👌', { after: 1 }),
    ],
  },
  {
    topic: 'advice',
    about: 'fasteners',
    steps: [
      customer(
        'Una duda técnica: {product}, ¿los tenéis con ficha y certificado? Es para una obra pública',
      ),
      rep('{Hello}. Sí, con certificado 3.1. Te adjunto la ficha.'),
      rep('Ficha técnica {sku}', { after: 2, media: pdf('data-sheet-fasteners') }),
      customer('Justo lo que pedía la dirección facultativa. Ponme {qty} {unit}', { after: 55 }),
      rep('Hecho: {qty} a {price}, {subtotal} más IVA, {total} en total. Pedido {order}.'),
      customer('[Mil gracias|Gracias!]', { after: 2 }),
    ],
  },
  {
    topic: 'stock',
    steps: [
      customer('¿Sabes cuándo os entran {product}? En la web sale agotado', { after: 3 }),
      rep(
        '{Hello}, {name}. Me quedan {short} {unit} y entra más {onwd+5}. ¿Qué cantidad necesitas?',
      ),
      customer('{qty}. Mándame {short} ya y el resto cuando entre', { after: 8 }),
      rep('Así lo dejo, {rest} en la segunda entrega y un solo porte. Pedido {order}.'),
      customer('[Fenomenal|Genial]', { after: 4 }),
      rep('Ya han entrado las unidades que faltaban, salen hoy.', { after: 7 * DAY, error: 63016 }),
      template('reopen_conversation', ['{name}', 'el pedido {order}'], {
        after: 5,
        label: 'reopen',
      }),
      press('Sí, seguimos', 'reopen', { after: 2 * HOUR }),
      rep(
        'Te contaba que ya han entrado las unidades que faltaban ({rest} {unit}): salen hoy con {carrier}, seguimiento {tracking}.',
      ),
      customer('Estupendo, quedamos a la espera', { after: 12 }),
    ],
  },
];

/** Threads in which the buyer in Spain has not answered. */
export const OUTREACH_ES_ES: readonly Scenario[] = [
  {
    topic: 'delivery',
    steps: [
      template('delivery_update', ['{name}', '{order}', '{date+2}']),
      template('delivery_update', ['{name}', '{order}', '{date+3}'], { after: DAY }),
      template('reopen_conversation', ['{name}', 'la entrega del {order}'], { after: 3 * DAY }),
    ],
  },
  {
    topic: 'quote',
    steps: [
      template('reopen_conversation', ['{name}', 'el presupuesto {quote}'], { error: 63003 }),
      template('reopen_conversation', ['{name}', 'el presupuesto {quote}'], {
        after: DAY,
        error: 63003,
      }),
      template('delivery_update', ['{name}', '{order}', '{date+2}'], {
        after: 4 * DAY,
        error: 63003,
      }),
    ],
  },
];
