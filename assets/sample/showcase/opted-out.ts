import { customer, DAY, rep, template } from '../scenario.ts';
import { type Showcase } from './showcase.ts';

/** A buyer in Goiânia who has ended the messages. */
export const WAGNER: Showcase = {
  key: 'pt-br-wagner',
  market: 'pt-BR',
  channel: 'whatsapp',
  firstName: 'Wagner',
  familyName: 'Teles',
  woman: false,
  profileName: 'Wagner Teles',
  company: 'Ferragens Cerrado',
  city: 'Goiânia',
  address: 'Av. Anhanguera, 905, Goiânia',
  optIn: { whatsapp: 'opted_out', sms: 'unknown' },
  ageMinutes: 52 * 60,
  status: 'resolved',
  unreadCount: 0,
  numbers: ['quote33207'],
  steps: [
    customer('{Hello}, quanto tá o parabolt 1/2 x 4 1/4?'),
    rep(
      '{Hello}, Wagner! A caixa com 25 sai a R$ 139,00. O orçamento ORC-33207 já está no seu e-mail.',
    ),
    customer('ok vou ver', { after: 15 }),
    template('quote_followup', ['Wagner', 'ORC-33207', '{date+5}'], {
      after: 3 * DAY,
      label: 'followup',
    }),
    customer('SAIR', { after: 47, repliesTo: 'followup' }),
  ],
};

/** A buyer in Tampa who has ended the text messages. */
export const BAYSHORE: Showcase = {
  key: 'en-us-bayshore',
  market: 'en-US',
  channel: 'sms',
  firstName: 'Curtis',
  familyName: 'Delaney',
  woman: false,
  profileName: 'Curtis Delaney',
  company: 'Bayshore Fence & Deck',
  city: 'Tampa',
  address: '611 W Bay St, Tampa',
  optIn: { whatsapp: 'unknown', sms: 'opted_out' },
  ageMinutes: 5 * DAY,
  status: 'resolved',
  unreadCount: 0,
  numbers: ['order44009'],
  steps: [
    rep(
      'Northwind Supply: order NW-44009 is out for delivery today with Saia. Reply HELP for help, STOP to opt out.',
    ),
    customer('got it all, thanks. Pls use email from now on', { after: 300 }),
    customer('STOP', { after: 1 }),
  ],
};
