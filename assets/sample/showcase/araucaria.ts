import { customer, pdf, picture, press, rep, template } from '../scenario.ts';
import { type Showcase } from './showcase.ts';

/** An order in Curitiba that is paid half by Pix and half by boleto. */
export const ARAUCARIA: Showcase = {
  key: 'pt-br-araucaria',
  market: 'pt-BR',
  channel: 'whatsapp',
  firstName: 'Luciana',
  familyName: 'Prestes',
  woman: true,
  profileName: 'Lu Prestes',
  company: 'Casa do Construtor Araucária',
  city: 'Curitiba',
  address: 'Rua XV de Novembro, 118, Curitiba',
  optIn: { whatsapp: 'opted_in', sms: 'unknown' },
  ageMinutes: 9.5,
  status: 'open',
  unreadCount: 0,
  numbers: ['order43988', 'invoice38412', 'tracking40172655'],
  steps: [
    customer(
      'Oi Lucía, {hello}! Preciso de 20 caixas de disco de corte 4 1/2 pra inox e 30 pacotes de luva nitrílica tam 9',
    ),
    rep(
      '{Hello}, Luciana! Temos tudo a pronta entrega.\n• Discos: 20 x R$ 215,00 = R$ 4.300,00\n• Luvas: 30 x R$ 89,00 = R$ 2.670,00\nTotal R$ 6.970,00 com frete para Curitiba.',
      { label: 'price' },
    ),
    customer('fechado. dá pra fazer metade no pix e metade no boleto 28 dias?', {
      after: 5,
      repliesTo: 'price',
    }),
    rep('Dá sim! R$ 3.485,00 no Pix agora e R$ 3.485,00 no boleto com 28 dias.', { after: 6 }),
    template('order_confirmed', ['Luciana', 'NW-43988', 'R$ 6.970,00'], {
      after: 4,
      label: 'confirmed',
    }),
    press('Tudo certo', 'confirmed', { after: 3 }),
    customer('qual a chave pix?', { after: 1 }),
    rep(
      'Por segurança mando o copia e cola só para o e-mail do cadastro, já está lá. Na descrição coloque NW-43988, por favor.',
    ),
    customer('Pix feito 👇', { after: 35 }),
    customer('', { after: 1, media: picture('pix-receipt') }),
    rep('Caiu aqui, obrigada! Segue o boleto da segunda parte, referente à NF-38412.', {
      after: 18,
      media: pdf('boleto-NF-38412'),
      label: 'boleto',
    }),
    customer('Se o vencimento cair em feriado pago no dia útil seguinte sem multa né?', {
      after: 12,
      repliesTo: 'boleto',
    }),
    rep('Isso, no dia útil seguinte, sem multa nem juros.', { after: 5 }),
    customer('Show. E a entrega?', { after: 2 }),
    rep('Sai {onwd+1} pela Braspress, rastreio 22940172655, e chega {onwd+3}.'),
    customer('blz. Avisa o motorista que a rua tá em obra, melhor entrar pela lateral', {
      after: 6,
    }),
    rep('Avisado! Já está na observação da entrega.', { after: 5 }),
    customer('Valeu Lucía, atendimento nota 10 ⭐', { after: 3 }),
  ],
};
