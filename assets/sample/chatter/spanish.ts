import { type Words } from './words.ts';

/** Mexico. */
export const WORDS_ES_MX: Words = {
  live: [
    'Buenas, ¿sí están surtiendo hoy?',
    'Hola, ¿me puede ayudar con un pedido?',
    '¿Tienen guantes de nitrilo en talla grande?',
    'Oiga, ¿manejan tornillería inoxidable?',
    'Me urge material para una obra, ¿con quién lo veo?',
    '¿Me manda porfa la lista de precios actualizada?',
    'Buen día, ¿ya salió mi pedido?',
    'Que tal, ¿a qué hora cierran hoy?',
    '¿Las brocas las venden sueltas o solo por paquete?',
    'Oiga, el chofer no encuentra la dirección 😅',
    'Necesito la factura del último pedido porfa',
    '¿Todavía manejan los lentes de seguridad claros?',
    'Una pregunta, ¿los cascos traen matraca?',
  ],
  answers: [
    'Va, gracias',
    'Perfecto 👍',
    'Sale, quedo al pendiente',
    'Ok, déjeme lo checo y le aviso',
    'Muchas gracias por la atención',
    'Sí porfa',
    'Enterado, gracias',
    'Ah ok, ya entendí',
    'Así está bien',
    'Lo platico con mi socio y le confirmo',
    'De acuerdo, espero su mensaje',
    'Excelente, muy amable',
    'Gracias!! 🙌',
  ],
  aboutDelivery: [
    'Gracias, aquí estamos al pendiente',
    'Perfecto, aquí hay quien reciba',
    'Sale, yo le aviso al almacén',
    'Ok, que toquen en la puerta de atrás porfa',
  ],
};

/** Spain. */
export const WORDS_ES: Words = {
  live: [
    'Buenas, ¿tenéis tornillería inoxidable?',
    'Hola, ¿me podéis preparar un presupuesto?',
    '¿Sabéis si ha salido ya mi pedido?',
    'Una duda, ¿los guantes los hay en talla pequeña?',
    'Hola, ¿hasta qué hora estáis hoy?',
    '¿Me mandas la tarifa actualizada, por favor?',
    'Nos estamos quedando sin brocas, ¿tenéis en stock?',
    'Oye, me falta el albarán de la última entrega',
    '¿Hacéis recogida en almacén?',
    'Hola, ¿podéis cambiarme la dirección de entrega?',
    '¿Las gafas de protección son antivaho?',
    'Buenas, necesito la factura del último pedido',
  ],
  answers: [
    'Vale, gracias',
    'Perfecto',
    'Genial, muchas gracias 👌',
    'Ok, lo miro y te digo',
    'De acuerdo',
    'Sí, por favor',
    'Venga, quedamos así',
    'Lo consulto y te aviso',
    'Entendido, gracias',
    'Estupendo',
    'Muchas gracias por la rapidez',
    'Ah vale, no lo sabía',
  ],
  aboutDelivery: [
    'Perfecto, estaremos en el taller',
    'Gracias por avisar',
    'Vale, aviso en el almacén',
    'Ok, que llamen al llegar por favor',
  ],
};
