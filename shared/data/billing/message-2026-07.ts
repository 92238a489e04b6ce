import type { CardText } from '../../domain/billing/card-text.ts';

/** Figures of one published card. Columns: market, marketing, utility, authentication, service; `-`: not known. */
export const message2026July: CardText = {
  id: 'meta-usd-2026-07',
  unit: 'message',
  currency: 'USD',
  validFrom: '2026-07-01',
  validUntil: '2026-09-30',
  source: "Meta's USD card effective 2026-07-01 (public quotations, partial)",
  confidence: 'good',
  rates: `
Saudi Arabia | 0.0501 | 0.0107 | 0.0107 | -
United Arab Emirates | 0.0499 | 0.0157 | 0.0157 | -
Egypt | 0.0644 | 0.0036 | 0.0036 | -
Qatar | 0.0341 | 0.0120 | 0.0120 | -
Rest of Middle East | 0.0341 | 0.0091 | 0.0091 | -
Rest of Africa | 0.0225 | 0.0040 | 0.0040 | -
Chile | 0.0889 | 0.0200 | 0.0200 | -
Rest of Latin America | 0.0740 | 0.0113 | - | -
Brazil | - | 0.0068 | 0.0068 | -
Pakistan | - | 0.0100 | 0.0100 | -
`,
};
