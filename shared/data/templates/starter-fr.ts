import type { StarterTexts } from './starter.ts';

/** The templates to begin with in French. */
export const STARTER_FR: StarterTexts = {
  copyCode: 'Copier le code',
  order_confirmed: {
    body: 'Bonjour {{contact_name}}, nous avons bien reçu votre commande {{order_number}} d’un montant de {{order_total}}. La livraison est prévue le {{delivery_date}}. Vous recevrez un message ici dès qu’elle quittera notre entrepôt.',
    samples: {
      contact_name: 'Mme Morel',
      order_number: 'C-4711',
      order_total: '412,80 €',
      delivery_date: '12 mars 2027',
    },
    quickReplies: ['Modifier la commande', 'Tout est bon'],
  },
  order_shipped: {
    body: 'Bonjour {{contact_name}}, votre commande {{order_number}} a quitté notre entrepôt aujourd’hui avec {{carrier}}. Le numéro de suivi est {{tracking_number}}. Répondez ici si quelque chose n’arrive pas comme commandé.',
    samples: {
      contact_name: 'Mme Morel',
      order_number: 'C-4711',
      carrier: 'Chronopost',
      tracking_number: 'XY123456789FR',
    },
  },
  out_of_stock: {
    body: 'Bonjour {{contact_name}}, {{article_name}} de votre commande {{order_number}} est actuellement en rupture. Nous l’attendons le {{expected_date}}. Faut-il envoyer le reste maintenant, ou attendre et tout envoyer ensemble ?',
    samples: {
      contact_name: 'Mme Morel',
      article_name: 'Vis hexagonale M8',
      order_number: 'C-4711',
      expected_date: '19 mars 2027',
    },
    quickReplies: ['Envoyer le reste', 'Tout ensemble'],
  },
  back_in_stock: {
    body: 'Bonjour {{contact_name}}, bonne nouvelle : {{article_name}} est de retour dans notre entrepôt, à partir de {{price}} pièce. Souhaitez-vous que nous vous en mettions de côté ?',
    footer: 'Répondez STOP pour ne plus en recevoir',
    samples: { contact_name: 'Mme Morel', article_name: 'Vis hexagonale M8', price: '0,24 €' },
    quickReplies: ['Oui, merci', 'Pas maintenant'],
  },
  invoice_due: {
    body: 'Bonjour {{contact_name}}, notre facture {{invoice_number}} d’un montant de {{invoice_amount}} était à régler le {{due_date}}, et nous ne voyons pas encore le paiement. Si vous avez déjà payé, merci de nous envoyer la référence en réponse.',
    samples: {
      contact_name: 'Mme Morel',
      invoice_number: 'F-38110',
      invoice_amount: '412,80 €',
      due_date: '14 mars 2027',
    },
    quickReplies: ['Déjà payée', 'J’ai une question'],
  },
  appointment: {
    body: 'Bonjour {{contact_name}}, nous confirmons votre rendez-vous avec {{person_name}} le {{date}} à {{time}}. Dites-nous ici si un autre horaire vous convient mieux.',
    samples: {
      contact_name: 'Mme Morel',
      person_name: 'Daniel Brandt',
      date: '22 mars 2027',
      time: '10 h 30',
    },
    quickReplies: ['À bientôt', 'Un autre horaire'],
  },
  catalogue: {
    body: 'Bonjour {{contact_name}}, notre nouveau catalogue pour {{season}} est arrivé, avec plus de {{article_count}} articles et les prix de cette année. Parcourez-le et dites-nous ce que nous pouvons vous chiffrer.',
    footer: 'Répondez STOP pour ne plus en recevoir',
    samples: { contact_name: 'Mme Morel', season: 'le printemps 2027', article_count: '1 200' },
    link: { title: 'Ouvrir le catalogue', url: 'https://example.com/catalogue' },
  },
  opt_in_confirmed: {
    body: 'Bonjour {{contact_name}}, vous avez accepté de recevoir de {{company_name}} des messages sur vos commandes par WhatsApp. Vous pouvez y mettre fin à tout moment : répondez simplement STOP.',
    samples: { contact_name: 'Mme Morel', company_name: 'Northwind Supply' },
    quickReplies: ['Oui, j’accepte', 'Stop'],
  },
};
