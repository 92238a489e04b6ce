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

/** Everyday threads with buyers in Brazil. */
export const SCENARIOS_PT_BR: readonly Scenario[] = [
  {
    topic: 'stock',
    steps: [
      customer(
        '[Oi, {hello}!|{Hello}, tudo bem?|Opa, {hello}] vcs tem {product} a pronta entrega? preciso de {qty} {unit}',
      ),
      rep(
        '{Hello}, {name}! Temos sim, {stock} {unit} em estoque ({holds} cada). Sai a {price}. Posso separar {qty}?',
      ),
      customer('[Pode sim|Pode separar]. Chega em {city} quando?', { after: 4 }),
      rep(
        'Saindo hoje pela {carrier}, chega {onwd+3}. O total fica {subtotal}, frete por nossa conta.',
        { label: 'price' },
      ),
      customer('Fechou 👊 boleto em 28 dias como sempre né', { after: 11, repliesTo: 'price' }),
      rep('Isso mesmo, boleto 28 dias. Pedido {order} registrado.'),
      customer('[Valeu {rep}!|Obrigad{oa}!|Show, obrigad{oa}]', { after: 3 }),
    ],
  },
  {
    topic: 'quote',
    steps: [
      customer(
        '[Bom trabalho aí pra vcs. |{Hello}. |Oi {rep}, ]me passa um orçamento de {qty} {unit} de {product} e {qty2} {unit2} de {product2}?',
      ),
      rep('{Hello}, {name}! Já preparo. É para faturar na {company}?', { after: 5 }),
      customer('isso, mesmo CNPJ', { after: 2 }),
      rep(
        'Orçamento {quote}:\n• {qty} {unit} de {product} ({sku}), {price} cada: {subtotal}\n• {qty2} {unit2} de {product2} ({sku2}), {price2} cada: {subtotal2}\nTotal {bothNet}, impostos inclusos, frete CIF. Válido por 10 dias.',
        { after: 14, label: 'quote' },
      ),
      customer('Hmm o primeiro item tá meio salgado 😅 consegue melhorar?', {
        after: 35,
        repliesTo: 'quote',
      }),
      rep(
        'Para {qty} {unit} consigo {lessPrice}, fica {lessSubtotal} nesse item. É o meu limite, {name}.',
      ),
      customer('[Tá bom, vou passar pro financeiro e te falo|Melhorou. Deixa eu ver com o chefe]', {
        after: 8,
      }),
      rep('Combinado. Deixo reservado até {wd+2}.'),
      template('quote_followup', ['{name}', '{quote}', '{date+4}'], {
        after: 3 * DAY,
        label: 'follow',
      }),
      press('Pode reservar', 'follow', { after: 3 * HOUR }),
      rep('Perfeito, {name}! Reservado. Pedido {order}, envio a confirmação por e-mail.'),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      customer('{Hello}! Cadê meu pedido {order}? O rastreio {tracking} não anda desde ontem', {
        label: 'where',
      }),
      rep('{Hello}, {name}. Vou falar com a {carrier} agora e já te retorno.'),
      rep('Ficou parado na triagem por divergência de endereço. Pode confirmar: {address}?', {
        after: 22,
      }),
      customer('É esse mesmo. segue a localização pra nao ter erro', { after: 6 }),
      customer('', { after: 1, sharesPlace: true }),
      rep('Obrigada! Já corrigiram, entrega {onwd@got} até o meio-dia.'),
      customer('Chegou agora, tudo certinho 🙏', { after: 2 * DAY, label: 'got' }),
      rep('Que bom! Qualquer coisa é só chamar.'),
    ],
  },
  {
    topic: 'damage',
    about: 'fasteners',
    steps: [
      customer(
        '{rep}, {hello}. Chegou o pedido {order} mas veio {bad} {unit} com problema, olha isso',
      ),
      customer('', { after: 1, media: picture('rusted-bolts') }),
      rep('Poxa, {name}, desculpe. Está oxidado mesmo. As embalagens chegaram molhadas?'),
      customer('chegaram, o motorista descarregou debaixo de chuva', { after: 5 }),
      customer('', { after: 2, media: picture('crushed-carton') }),
      rep(
        'Obrigada pelas fotos. Mando {bad} {unit} de reposição {onwd+1}, sem custo. Pode recusar a devolução do frete se cobrarem.',
      ),
      customer('[Beleza, fico no aguardo|Ok, no aguardo]', { after: 9 }),
      rep('A reposição saiu pela {carrier}, rastreio {tracking}.', { after: 19 * HOUR }),
      customer('👏👏 obrigad{oa}', { after: 24 }),
    ],
  },
  {
    topic: 'invoice',
    steps: [
      customer('Oi! a {invoice} veio com a quantidade errada, consta {qty} e recebemos {short}'),
      rep('{Hello}, {name}. Deixa eu conferir com a expedição, um minuto.'),
      rep(
        'Confirmado: faltaram {rest} {unit} de {product}. Prefere receber o restante ou abatemos do boleto?',
        { after: 28 },
      ),
      customer('[manda o restante, preciso do material|Pode mandar o resto, to precisando]', {
        after: 7,
      }),
      rep('Envio {onwd+1} com nota de complemento. O boleto atual continua valendo, {subtotal}.'),
      customer('Perfeito, [obrigad{oa} pela rapidez|agradeço]', { after: 6 }),
    ],
  },
  {
    topic: 'order',
    steps: [
      customer('Bora repor o estoque 😄 {qty} {unit} de {product}, igual da última vez'),
      rep('Oi, {name}! Anotado: {qty} a {price}, total {subtotal}. Mesmo endereço em {city}?'),
      customer('Mesmo endereço, pode mandar', { after: 2 }),
      template('order_confirmed', ['{name}', '{order}', '{subtotal}'], {
        after: 5,
        label: 'confirmed',
      }),
      press('Alterar o pedido', 'confirmed', { after: 16 }),
      customer('esqueci: põe {qty2} {unit2} de {product2} tbm', { after: 1 }),
      rep('Incluído. O pedido {order} foi para {bothNet}. Sai {onwd+1}.'),
      customer('[Top, valeu|Show de bola]', { after: 4 }),
    ],
  },
  {
    topic: 'advice',
    about: 'safety',
    steps: [
      customer('{Hello}, {product} de vcs tem CA válido? o técnico de segurança ta pedindo'),
      rep('{Hello}, {name}! Tem sim. Segue a ficha técnica.'),
      rep('Ficha técnica do {sku}', { after: 2, media: pdf('data-sheet-safety') }),
      customer('Maravilha. Qual o preço pra {qty2} {unit2} de {product2} também?', { after: 31 }),
      rep('{product2}: {price2} por unidade de venda, {qty2} saem por {subtotal2}.'),
      customer('[pode incluir no próximo pedido|Inclui no pedido {order} então]', { after: 12 }),
      rep('Incluído no {order}. Obrigada, {name}!'),
    ],
  },
  {
    topic: 'stock',
    steps: [
      customer('[{Hello}, |Oi, |]quando volta {product}? no site ta zerado', { after: 3 }),
      rep('{Hello}! Tenho {short} {unit} que ainda não subiram no site, e chega mais {onwd+4}.'),
      customer('preciso de {qty} no total. da pra mandar em duas vezes?', { after: 9 }),
      rep('Dá sim: {short} agora e {rest} depois, sem frete extra. Total {subtotal}.'),
      customer('Fechado então. [vlw|obg]', { after: 4 }),
      rep('O restante ({rest} {unit}) chegou e já está separado.', {
        after: 6 * DAY,
        error: 63016,
      }),
      template('reopen_conversation', ['{name}', 'o restante do pedido {order}'], { after: 4 }),
    ],
  },
  {
    topic: 'delivery',
    steps: [
      customer('Consegue entregar o {order} só {onwd@came}? antes disso a loja tá em balanço'),
      rep('Consigo, {name}. Vou avisar a {carrier}. Recebimento até que horas?'),
      customer('das 8 às 17h, fechamos pro almoço 12h-13h', { after: 5 }),
      rep('Anotado. Portão {gate} como sempre?'),
      customer('isso', { after: 1 }),
      customer('recebido ✅', { after: 3 * DAY, label: 'came' }),
      rep('Obrigada pelo aviso!'),
    ],
  },
];

/** Threads in which the buyer in Brazil has not answered. */
export const OUTREACH_PT_BR: readonly Scenario[] = [
  {
    topic: 'quote',
    steps: [
      template('order_confirmed', ['{name}', '{order}', '{subtotal}']),
      template('reopen_conversation', ['{name}', 'o pedido {order}'], { after: 2 * DAY }),
      template('quote_followup', ['{name}', '{quote}', '{date+5}'], {
        after: 6 * DAY,
        error: 63049,
      }),
    ],
  },
  {
    topic: 'order',
    steps: [
      template('order_confirmed', ['{name}', '{order}', '{subtotal}'], { error: 63003 }),
      template('order_confirmed', ['{name}', '{order}', '{subtotal}'], { after: 35, error: 63003 }),
      template('reopen_conversation', ['{name}', 'o pedido {order}'], { after: DAY, error: 63003 }),
    ],
  },
];
