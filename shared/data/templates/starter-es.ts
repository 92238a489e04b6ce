import type { StarterTexts } from './starter.ts';

/** The templates to begin with in Spanish. */
export const STARTER_ES: StarterTexts = {
  copyCode: 'Copiar código',
  order_confirmed: {
    body: 'Hola {{contact_name}}, hemos recibido tu pedido {{order_number}} por {{order_total}}. La entrega está prevista para el {{delivery_date}}. Te avisaremos por aquí en cuanto salga de nuestro almacén.',
    samples: {
      contact_name: 'Lucía',
      order_number: 'P-4711',
      order_total: '412,80 €',
      delivery_date: '12 de marzo de 2027',
    },
    quickReplies: ['Cambiar el pedido', 'Todo bien'],
  },
  order_shipped: {
    body: 'Hola {{contact_name}}, tu pedido {{order_number}} salió hoy de nuestro almacén con {{carrier}}. El número de seguimiento es {{tracking_number}}. Responde a este mensaje si algo no llega como lo pediste.',
    samples: {
      contact_name: 'Lucía',
      order_number: 'P-4711',
      carrier: 'MRW',
      tracking_number: '02724041885512',
    },
  },
  out_of_stock: {
    body: 'Hola {{contact_name}}, {{article_name}} de tu pedido {{order_number}} está agotado en este momento. Esperamos recibirlo el {{expected_date}}. ¿Enviamos ya el resto del pedido o esperamos para enviarlo todo junto?',
    samples: {
      contact_name: 'Lucía',
      article_name: 'Tornillo hexagonal M8',
      order_number: 'P-4711',
      expected_date: '19 de marzo de 2027',
    },
    quickReplies: ['Enviar el resto', 'Esperar a todo'],
  },
  back_in_stock: {
    body: 'Hola {{contact_name}}, buenas noticias: {{article_name}} vuelve a estar en nuestro almacén, desde {{price}} la unidad. ¿Te apartamos algunas?',
    footer: 'Responde BAJA para no recibir más',
    samples: { contact_name: 'Lucía', article_name: 'Tornillo hexagonal M8', price: '0,24 €' },
    quickReplies: ['Sí, por favor', 'Ahora no'],
  },
  invoice_due: {
    body: 'Hola {{contact_name}}, nuestra factura {{invoice_number}} por {{invoice_amount}} venció el {{due_date}} y todavía no vemos el pago. Si ya pagaste, envíanos la referencia en una respuesta.',
    samples: {
      contact_name: 'Lucía',
      invoice_number: 'F-38110',
      invoice_amount: '412,80 €',
      due_date: '14 de marzo de 2027',
    },
    quickReplies: ['Ya está pagada', 'Tengo una duda'],
  },
  appointment: {
    body: 'Hola {{contact_name}}, te confirmamos tu cita con {{person_name}} el {{date}} a las {{time}}. Dinos por aquí si prefieres otra hora.',
    samples: {
      contact_name: 'Lucía',
      person_name: 'Daniel Brandt',
      date: '22 de marzo de 2027',
      time: '10:30',
    },
    quickReplies: ['Nos vemos', 'Otra hora'],
  },
  catalogue: {
    body: 'Hola {{contact_name}}, ya está aquí nuestro nuevo catálogo de {{season}}, con más de {{article_count}} artículos y los precios de este año. Échale un vistazo y dinos qué te cotizamos.',
    footer: 'Responde BAJA para no recibir más',
    samples: { contact_name: 'Lucía', season: 'primavera de 2027', article_count: '1200' },
    link: { title: 'Ver el catálogo', url: 'https://example.com/catalogo' },
  },
  opt_in_confirmed: {
    body: 'Hola {{contact_name}}, aceptaste recibir mensajes sobre tus pedidos de {{company_name}} por WhatsApp. Puedes terminarlo cuando quieras: responde BAJA a cualquiera de ellos.',
    samples: { contact_name: 'Lucía', company_name: 'Northwind Supply' },
    quickReplies: ['Sí, acepto', 'Baja'],
  },
};
