import type { CardText } from '../../domain/billing/card-text.ts';

/** Figures of one published card. Columns: market, marketing, utility, authentication, service; `-`: not known. */
export const message2025July: CardText = {
  id: 'meta-usd-2025-07',
  unit: 'message',
  currency: 'USD',
  validFrom: '2025-07-01',
  validUntil: '2025-09-30',
  source: "Meta's USD card of July 2025 (public secondary copies, partial)",
  confidence: 'medium',
  rates: `
Argentina | 0.0618 | 0.0289 | 0.0289 | -
Rest of Asia Pacific | 0.0732 | 0.0113 | 0.0113 | -
Rest of Central & Eastern Europe | 0.0860 | 0.0212 | 0.0212 | -
Rest of Africa | 0.0225 | 0.0040 | 0.0040 | -
Rest of Western Europe | 0.0592 | 0.0171 | 0.0171 | -
Other | 0.0604 | 0.0077 | 0.0077 | -
Brazil | 0.0625 | 0.0068 | - | -
Chile | 0.0889 | 0.0200 | - | -
Colombia | 0.0125 | 0.0002 | - | -
Egypt | 0.1073 | 0.0052 | - | -
France | 0.1432 | 0.0300 | - | -
Germany | 0.1365 | 0.0550 | - | -
India | 0.0107 | 0.0014 | - | -
Indonesia | 0.0411 | 0.0250 | - | -
Israel | 0.0353 | 0.0053 | - | -
Italy | 0.0691 | 0.0300 | - | -
Malaysia | 0.0860 | 0.0140 | - | -
Mexico | 0.0436 | 0.0085 | - | -
Netherlands | 0.1597 | 0.0500 | - | -
Nigeria | 0.0516 | 0.0067 | - | -
Pakistan | 0.0473 | 0.0054 | - | -
Peru | 0.0703 | 0.0200 | - | -
Russia | 0.0802 | 0.0400 | - | -
`,
};
