import type { CardText } from '../../domain/billing/card-text.ts';

/** Figures of one published card. Columns: market, marketing, utility, authentication, service; `-`: not known. */
export const conversation2024November: CardText = {
  id: 'meta-usd-2024-11',
  unit: 'conversation',
  currency: 'USD',
  validFrom: '2024-11-01',
  validUntil: '2025-01-31',
  source: "Meta's USD card, conversation-based, in force from 2024-11-01 (undated public copy)",
  confidence: 'good',
  rates: `
North America | 0.0250 | 0.0040 | 0.0135 | 0
Argentina | 0.0618 | 0.0340 | 0.0367 | 0
Brazil | 0.0625 | 0.0080 | 0.0315 | 0
Chile | 0.0889 | 0.0200 | 0.0527 | 0
Colombia | 0.0125 | 0.0002 | 0.0077 | 0
Egypt | 0.1073 | 0.0052 | 0.0618 | 0
France | 0.1432 | 0.0300 | 0.0691 | 0
Germany | 0.1365 | 0.0550 | 0.0768 | 0
India | 0.0107 | 0.0014 | 0.0014 | 0
Indonesia | 0.0411 | 0.0200 | 0.0300 | 0
Israel | 0.0353 | 0.0053 | 0.0169 | 0
Italy | 0.0691 | 0.0300 | 0.0378 | 0
Malaysia | 0.0860 | 0.0140 | 0.0180 | 0
Mexico | 0.0436 | 0.0100 | 0.0239 | 0
Netherlands | 0.1597 | 0.0500 | 0.0720 | 0
Nigeria | 0.0516 | 0.0067 | 0.0287 | 0
Pakistan | 0.0473 | 0.0054 | 0.0228 | 0
Peru | 0.0703 | 0.0200 | 0.0377 | 0
Russia | 0.0802 | 0.0400 | 0.0429 | 0
Saudi Arabia | 0.0455 | 0.0115 | 0.0226 | 0
South Africa | 0.0379 | 0.0076 | 0.0180 | 0
Spain | 0.0615 | 0.0200 | 0.0342 | 0
Turkey | 0.0109 | 0.0053 | 0.0083 | 0
United Arab Emirates | 0.0384 | 0.0157 | 0.0178 | 0
United Kingdom | 0.0529 | 0.0220 | 0.0358 | 0
Rest of Africa | 0.0225 | 0.0040 | 0.0144 | 0
Rest of Asia Pacific | 0.0732 | 0.0157 | 0.0425 | 0
Rest of Central & Eastern Europe | 0.0860 | 0.0353 | 0.0557 | 0
Rest of Latin America | 0.0740 | 0.0113 | 0.0445 | 0
Rest of Middle East | 0.0341 | 0.0157 | 0.0178 | 0
Rest of Western Europe | 0.0592 | 0.0300 | 0.0378 | 0
Other | 0.0604 | 0.0077 | 0.0304 | 0
`,
};

/** What codes from abroad cost on the same card. */
export const conversation2024NovemberInternational: CardText = {
  ...conversation2024November,
  columns: ['authentication_international'],
  rates: `
India | 0.0280
Indonesia | 0.1360
`,
};
