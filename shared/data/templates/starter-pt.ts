import type { StarterTexts } from './starter.ts';

/** The templates to begin with in Brazilian Portuguese. */
export const STARTER_PT: StarterTexts = {
  copyCode: 'Copiar código',
  order_confirmed: {
    body: 'Olá {{contact_name}}, recebemos o seu pedido {{order_number}} no valor de {{order_total}}. A entrega está prevista para {{delivery_date}}. Avisamos por aqui assim que ele sair do nosso depósito.',
    samples: {
      contact_name: 'Marcelo',
      order_number: 'P-4711',
      order_total: 'R$ 2.412,80',
      delivery_date: '12 de março de 2027',
    },
    quickReplies: ['Alterar o pedido', 'Tudo certo'],
  },
  order_shipped: {
    body: 'Olá {{contact_name}}, o seu pedido {{order_number}} saiu hoje do nosso depósito com {{carrier}}. O código de rastreio é {{tracking_number}}. Responda a esta mensagem se algo não chegar como pedido.',
    samples: {
      contact_name: 'Marcelo',
      order_number: 'P-4711',
      carrier: 'Braspress',
      tracking_number: '22940418388012',
    },
  },
  out_of_stock: {
    body: 'Olá {{contact_name}}, {{article_name}} do seu pedido {{order_number}} está em falta no momento. Devemos receber de novo em {{expected_date}}. Enviamos o restante agora ou esperamos para enviar tudo junto?',
    samples: {
      contact_name: 'Marcelo',
      article_name: 'Parafuso sextavado M8',
      order_number: 'P-4711',
      expected_date: '19 de março de 2027',
    },
    quickReplies: ['Enviar o restante', 'Esperar tudo'],
  },
  back_in_stock: {
    body: 'Olá {{contact_name}}, boas notícias: {{article_name}} voltou ao nosso depósito, a partir de {{price}} a unidade. Podemos separar para você?',
    footer: 'Responda SAIR para não receber mais',
    samples: { contact_name: 'Marcelo', article_name: 'Parafuso sextavado M8', price: 'R$ 0,98' },
    quickReplies: ['Sim, por favor', 'Agora não'],
  },
  invoice_due: {
    body: 'Olá {{contact_name}}, a nossa fatura {{invoice_number}} no valor de {{invoice_amount}} venceu em {{due_date}} e ainda não vimos o pagamento. Se já pagou, envie o comprovante em resposta.',
    samples: {
      contact_name: 'Marcelo',
      invoice_number: 'F-38110',
      invoice_amount: 'R$ 2.412,80',
      due_date: '14 de março de 2027',
    },
    quickReplies: ['Já foi paga', 'Tenho uma dúvida'],
  },
  appointment: {
    body: 'Olá {{contact_name}}, confirmamos a sua visita com {{person_name}} em {{date}} às {{time}}. Avise por aqui se preferir outro horário.',
    samples: {
      contact_name: 'Marcelo',
      person_name: 'Daniel Brandt',
      date: '22 de março de 2027',
      time: '10:30',
    },
    quickReplies: ['Até lá', 'Outro horário'],
  },
  catalogue: {
    body: 'Olá {{contact_name}}, chegou o nosso novo catálogo de {{season}}, com mais de {{article_count}} artigos e os preços deste ano. Dê uma olhada e diga o que podemos cotar para você.',
    footer: 'Responda SAIR para não receber mais',
    samples: { contact_name: 'Marcelo', season: 'outono de 2027', article_count: '1.200' },
    link: { title: 'Ver o catálogo', url: 'https://example.com/catalogo' },
  },
  opt_in_confirmed: {
    body: 'Olá {{contact_name}}, você aceitou receber mensagens sobre os seus pedidos da {{company_name}} pelo WhatsApp. Pode encerrar quando quiser: responda SAIR a qualquer uma delas.',
    samples: { contact_name: 'Marcelo', company_name: 'Northwind Supply' },
    quickReplies: ['Sim, aceito', 'Sair'],
  },
};
