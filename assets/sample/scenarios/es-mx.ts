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

/** Everyday threads with buyers in Mexico. */
export const SCENARIOS_ES_MX: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      customer(
        '[Buen día|{Hello}|Hola {hello}], ¿tienen en existencia {product}? Ocupo {qty} {unit}',
      ),
      rep(
        '{Hello}, {name}. Sí, tenemos {stock} {unit} del SKU {sku}. Cada pieza de venta trae {holds}. ¿Le aparto {qty}?',
      ),
      customer('[Sí porfa|Sí por favor|Simón, aparte] y en cuánto sale?', { after: 3 }),
      rep(
        'Salen a {price} más IVA. Por {qty} son {subtotal} + IVA = {total}. Se entrega {onwd+2} en {city}.',
        { label: 'price' },
      ),
      customer(
        '[Va, mándeme los datos para transferir|Ok, facture igual que la vez pasada y le transfiero]',
        { after: 14, repliesTo: 'price' },
      ),
      rep(
        'Listo, su pedido es el {order}. Le mando los datos bancarios al correo registrado; ponga {order} como referencia, por favor.',
      ),
      customer('[Ya quedó la transferencia 👍|Listo, ya transferí. Ahí me confirma]', {
        after: 2 * HOUR,
      }),
      rep('Recibido, gracias. El pedido {order} sale hoy mismo con {carrier}.', { after: 25 }),
    ],
  },
  {
    topic: 'quote',
    steps: [
      customer(
        '[Que tal|Hola|Buenas], me cotiza porfa {qty} {unit} de {product} y {qty2} {unit2} de {product2}',
      ),
      customer('es para una obra aqui en {city}, ocupo precio de mayoreo', { after: 1 }),
      rep('Con gusto, {name}. Le preparo la cotización {quote}, deme unos minutos.', { after: 6 }),
      rep(
        'Cotización {quote}:\n• {qty} {unit} {product} ({sku}) a {price} = {subtotal}\n• {qty2} {unit2} {product2} ({sku2}) a {price2} = {subtotal2}\nSubtotal {bothNet}, IVA {bothTax}, total {bothTotal}. Vigencia 7 días, flete incluido.',
        { after: 17, label: 'quote' },
      ),
      customer(
        '[Gracias, lo checo con el arqui y le aviso|Déjeme lo veo con mi socio y le confirmo]',
        { after: 20 },
      ),
      customer('Oiga y si me llevo puro de lo primero, ¿en cuánto me lo deja?', {
        after: 18 * HOUR,
        repliesTo: 'quote',
      }),
      rep(
        'Si confirma hoy se lo dejo en {lessPrice}, 5 % menos. Quedaría en {lessSubtotal} más IVA, {lessTotal} total.',
      ),
      customer('Ya dijo, [mándelo|hágame el pedido]. Factura a nombre de {company}', { after: 22 }),
      rep(
        'Perfecto, pedido {order} levantado. Le llega la factura a su correo y la guía en cuanto salga.',
      ),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      template('order_shipped', ['{name}', '{order}', '{carrier}', '{tracking}'], {
        label: 'shipped',
      }),
      customer('{Hello}, la guía {tracking} no aparece en la página de {carrier} 🤔', {
        after: 20 * HOUR,
        repliesTo: 'shipped',
      }),
      rep('Permítame, la reviso con la paquetería.'),
      rep(
        'Ya quedó: la dieron de alta tarde. El pedido {order} está en ruta y se entrega {onwd@arrived}.',
        { after: 26 },
      ),
      customer(
        '[ok gracias|Va, gracias]. Aquí hay quien reciba de 9 a 6, la entrada es por la puerta {gate}',
        { after: 8 },
      ),
      customer('Esta es la ubicación del almacén', { after: 1 }),
      customer('', { after: 1, sharesPlace: true }),
      rep('Anotado, se la paso al chofer. Gracias, {name}.'),
      customer('[Ya llegó todo completo, gracias|Listo, ya recibimos. Todo bien 👌]', {
        after: 2 * DAY,
        label: 'arrived',
      }),
      rep('Qué bueno, {name}. Aquí seguimos para lo que necesite.'),
    ],
  },
  {
    topic: 'damage',
    about: 'fasteners',
    steps: [
      customer(
        '{Hello}, me acaba de llegar el pedido {order} y {bad} {unit} vienen con golpes y agua 😡',
        { label: 'complaint' },
      ),
      customer('', { after: 1, media: picture('crushed-carton') }),
      rep(
        'Lamento mucho esto, {name}. ¿Me puede mandar una foto de la etiqueta y decirme si el material está oxidado?',
      ),
      customer('Sí, ya se ve óxido en varias piezas, mire', {
        after: 9,
        media: picture('rusted-bolts'),
      }),
      rep(
        'Gracias. Le reponemos {bad} {unit} de {product} sin costo; salen hoy con {carrier} y le llegan {onwd+2}.',
      ),
      customer('[Y lo que salió malo qué hago con eso?|¿Y lo dañado se lo regreso?]', { after: 4 }),
      rep(
        'Téngalo aparte, por favor. El chofer lo recoge cuando entregue la reposición; el folio es {tracking}.',
      ),
      customer('[Perfecto, gracias por la atención|Sale, gracias]', { after: 12 }),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      customer(
        '[Buenas tardes|{Hello}|Hola], la factura {invoice} salió con uso de CFDI equivocado, debe ser G01',
      ),
      customer('y el correo es el de siempre', { after: 1 }),
      rep(
        '{Hello}, {name}. La reviso con contabilidad. ¿El RFC y la razón social de {company} están bien?',
      ),
      customer('Sí, eso esta bien, nada mas el uso', { after: 5 }),
      rep(
        'Listo: se cancela la {invoice} y la nueva se emite hoy por los mismos {total}. Necesitamos que acepte la cancelación en su buzón tributario.',
        { after: 48 },
      ),
      customer('[Ya la acepté|Aceptada 👍]', { after: 70, label: 'accepted' }),
      rep('Gracias. El XML y el PDF nuevos ya van en camino a su correo.'),
      customer('Recibidos, gracias {rep}', { after: 16 }),
    ],
  },
  {
    topic: 'order',
    steps: [
      customer(
        '{rep}, [lo de siempre por favor|me surte lo de siempre]: {qty} {unit} de {product}',
      ),
      rep('Hola, {name}. ¿Le mando también {product2}? La vez pasada pidió {qty2} {unit2}.'),
      customer('[Sí, también|Ándele sí, ya casi no tengo]', { after: 7 }),
      rep(
        'Queda así: {qty} {unit} de {product} y {qty2} {unit2} de {product2}. Total {bothTotal} con IVA.',
      ),
      template('order_confirmed', ['{name}', '{order}', '{bothTotal}'], {
        after: 3,
        label: 'confirmed',
      }),
      press('Todo bien', 'confirmed', { after: 5 }),
      customer('Ahí me avisa cuando salga', { after: 2 }),
      rep('Claro que sí. Sale {onwd+1} a primera hora con {carrier}.'),
    ],
  },
  {
    topic: 'stock',
    steps: [
      customer('[Hola|Buenas|Que onda {rep}], siguen manejando {product}?'),
      rep('{Hello}, {name}. Sí, aunque ahorita solo me quedan {short} {unit}. ¿Cuánto necesita?'),
      customer('Uy no, ocupo {qty}', { after: 4 }),
      rep(
        'Le puedo mandar {short} hoy y el resto ({rest}) llega {onwd+4}. Mismo precio, {price} más IVA, y un solo flete.',
        { label: 'split' },
      ),
      customer('[Me sirve|Así le hacemos], mándeme lo que tenga', {
        after: 31,
        repliesTo: 'split',
      }),
      rep('Pedido {order} con dos entregas. La primera guía de {carrier} es {tracking}.'),
      customer('Gracias!! 🙌', { after: 10 }),
    ],
  },
  {
    topic: 'advice',
    about: 'safety',
    steps: [
      customer(
        'Oiga una pregunta, {product} los tiene con certificado? me los pide seguridad de la planta',
      ),
      rep('{Hello}. Sí, cumplen la NOM correspondiente. Le comparto la ficha.'),
      rep('Ficha técnica del {sku}.', { after: 3, media: pdf('data-sheet-safety') }),
      customer('[Excelente|Perfecto], justo eso. ¿Cuántos trae la caja?', { after: 21 }),
      rep('Cada presentación trae {holds} y cuesta {price} más IVA.'),
      customer('Entonces {qty2} porfa, para entregar en {city}', { after: 13 }),
      rep('Con gusto, {name}. Le abro el pedido {order} y le confirmo la entrega por aquí.'),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      customer(
        '{Hello}, mi pedido {order} ya se tardó, era para ayer [y tengo al cliente encima|y la obra está parada]',
        { label: 'late' },
      ),
      rep(
        'Tiene razón, {name}, una disculpa. El camión de {carrier} tuvo una falla y la carga se pasó a otra unidad.',
      ),
      customer('Pues sí pero a qué hora llega??', { after: 2 }),
      rep(
        'Hablé con la sucursal de {city}: está en reparto {onwd@got} por la mañana. Además le bonifico el flete.',
        { after: 35 },
      ),
      customer('[Ok, ahí lo esperamos|Ni modo, lo espero]', { after: 6 }),
      customer('Ya llegó, gracias por moverle', { after: 19 * HOUR, label: 'got' }),
      rep('Gracias a usted por la paciencia.', { after: 15 }),
      rep('La bonificación del flete ya se ve reflejada en la {invoice}.', {
        after: 2 * DAY,
        error: 63016,
      }),
      template('reopen_conversation', ['{name}', 'la bonificación del flete'], { after: 12 }),
    ],
  },
];

/** Threads in which the buyer in Mexico has not answered. */
export const OUTREACH_ES_MX: readonly Scenario[] = [
  {
    topic: 'order',
    steps: [
      template('order_confirmed', ['{name}', '{order}', '{total}']),
      template('order_shipped', ['{name}', '{order}', '{carrier}', '{tracking}'], { after: DAY }),
      template('reopen_conversation', ['{name}', 'la entrega del pedido {order}'], {
        after: 4 * DAY,
      }),
    ],
  },
  {
    topic: 'order',
    steps: [
      template('order_confirmed', ['{name}', '{order}', '{total}'], { error: 63024 }),
      template('order_confirmed', ['{name}', '{order}', '{total}'], { after: 50, error: 63024 }),
      template('order_shipped', ['{name}', '{order}', '{carrier}', '{tracking}'], {
        after: 2 * DAY,
        error: 63024,
      }),
    ],
  },
];
