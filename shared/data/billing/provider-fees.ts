import type { CardText } from '../../domain/billing/card-text.ts';

/** What Twilio takes for each WhatsApp message, on top of the platform's price. Columns: in, out, failed. */
export const twilioFees: CardText = {
  id: 'twilio-usd-2026-09',
  unit: 'provider_message',
  currency: 'USD',
  validFrom: '2026-09-01',
  validUntil: null,
  source: "Twilio's price page, September 2026, as others quote it",
  confidence: 'medium',
  columns: ['inbound', 'outbound', 'failed'],
  rates: 'Everywhere | 0.005 | 0.005 | 0.001',
};
