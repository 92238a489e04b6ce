import { type Words } from './words.ts';

/** Brazil. */
export const WORDS_PT_BR: Words = {
  live: [
    'Oi, vocês têm parafuso inox a pronta entrega?',
    'Opa, consegue me passar um orçamento?',
    'Boa, meu pedido já saiu?',
    'Vcs abrem no fim de semana?',
    'Tô quase sem luva aqui, tem em estoque?',
    'Oi! Me manda a tabela de preços atualizada?',
    'O boleto não chegou no meu e-mail, pode reenviar?',
    'Aceita pix ou só boleto?',
    'Dá pra retirar no balcão?',
    'Preciso trocar o endereço da entrega, ainda dá tempo?',
    'O capacete de vocês vem com jugular?',
    'Oi, quem é que cuida de garantia aí?',
  ],
  answers: [
    'Blz, obg',
    'Perfeito 👍',
    'Show, valeu!',
    'Ok, vou ver aqui e te falo',
    'Combinado então',
    'Pode ser sim',
    'Ah entendi',
    'Fico no aguardo',
    'Top, muito obg',
    'Deixa eu confirmar com o chefe',
    'Tá ótimo',
    'Valeu pela rapidez 🙏',
  ],
  aboutDelivery: [
    'Oba, fico de olho então',
    'Obg por avisar!',
    'Blz, aviso o pessoal do recebimento',
    'Ok, pode pedir pra entrar pela lateral?',
  ],
};
