/* How the team of Northwind Supply sorts its conversations, and what it writes often. */

/** A tag, and what is spoken of in the conversations that carry it. */
export const SAMPLE_TAGS = [
  {
    name: 'Damage claim',
    colour: 'pink',
    about: /damag|dañad|rot[ao]s?\b|beschädigt|avari|quebrad|broken/i,
  },
  { name: 'Quote', colour: 'blue', about: /\bquote|cotizaci|presupuesto|angebot|orçamento/i },
  { name: 'Invoice', colour: 'violet', about: /invoice|factura|rechnung|nota fiscal|\bboleto/i },
  { name: 'Wholesale', colour: 'lime', about: /wholesale|mayoreo|großhandel|atacado/i },
] as const;

/** A canned reply; its places are those of `shared/domain/canned-reply`. */
export const SAMPLE_CANNED_REPLIES = [
  {
    title: 'Greeting',
    shortcut: 'hello',
    text: 'Hello {{contact.name}}, this is {{me.name}} from {{tenant.name}}. How can I help you?',
  },
  {
    title: 'Order on its way',
    shortcut: 'shipped',
    text: 'Hello {{contact.name}}, your order for {{contact.company}} has left our warehouse today. You will have the tracking number by this evening.',
  },
  {
    title: 'Photo of the damage',
    shortcut: 'damage',
    text: 'I am sorry about that, {{contact.name}}. Could you send me a photo of the damage and of the label on the box? I will have it replaced.',
  },
] as const;
