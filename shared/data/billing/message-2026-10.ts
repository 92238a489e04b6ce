import type { CardText } from '../../domain/billing/card-text.ts';

/** Figures of one published card. Columns: market, marketing, utility, authentication, service; `-`: not known. */
export const message2026October: CardText = {
  id: 'meta-usd-2026-10',
  unit: 'message',
  currency: 'USD',
  validFrom: '2026-10-01',
  validUntil: null,
  source: "Meta's USD card effective 2026-10-01 (one public transcription, spot-checked)",
  confidence: 'good',
  rates: `
Argentina | 0.0618 | 0.0260 | 0.0260 | 0.0260
Bangladesh | 0.0732 | 0.0037 | 0.0037 | 0.0037
Brazil | 0.0625 | 0.0068 | 0.0068 | 0.0068
Chile | 0.0889 | 0.0200 | 0.0200 | 0.0200
Colombia | 0.0125 | 0.0008 | 0.0008 | 0.0008
Egypt | 0.0644 | 0.0036 | 0.0036 | 0.0036
France | 0.0859 | 0.0300 | 0.0300 | 0.0300
Germany | 0.1365 | 0.0550 | 0.0550 | 0.0550
Hong Kong | 0.0732 | 0.0260 | 0.0260 | 0.0260
Hungary | 0.0860 | 0.0350 | 0.0350 | 0.0350
India | 0.0118 | 0.0014 | 0.0014 | 0.0014
Indonesia | 0.0411 | 0.0250 | 0.0250 | 0.0250
Iraq | 0.0341 | 0.0079 | 0.0079 | 0.0079
Israel | 0.0353 | 0.0053 | 0.0053 | 0.0053
Italy | 0.0795 | 0.0300 | 0.0300 | 0.0300
Kazakhstan | 0.0604 | 0.0180 | 0.0180 | 0.0180
Kuwait | 0.0792 | 0.0440 | 0.0440 | 0.0440
Malaysia | 0.0860 | 0.0140 | 0.0140 | 0.0140
Mexico | 0.0397 | 0.0085 | 0.0085 | 0.0085
Morocco | 0.0414 | 0.0230 | 0.0230 | 0.0230
Netherlands | 0.1597 | 0.0500 | 0.0500 | 0.0500
Nepal | 0.0732 | 0.0034 | 0.0034 | 0.0034
Nigeria | 0.0516 | 0.0067 | 0.0067 | 0.0067
Oman | 0.0341 | 0.0247 | 0.0247 | 0.0247
Pakistan | 0.0473 | 0.0150 | 0.0150 | 0.0150
Peru | 0.0703 | 0.0300 | 0.0300 | 0.0300
Poland | 0.0366 | 0.0122 | 0.0122 | 0.0122
Qatar | 0.0341 | 0.0120 | 0.0120 | 0.0120
Romania | 0.0860 | 0.0290 | 0.0290 | 0.0290
Russia | 0.0802 | 0.0400 | 0.0400 | 0.0400
Saudi Arabia | 0.0576 | 0.0107 | 0.0107 | 0.0107
Singapore | 0.0732 | 0.0160 | 0.0160 | 0.0160
South Africa | 0.0379 | 0.0095 | 0.0095 | 0.0095
Spain | 0.0707 | 0.0200 | 0.0200 | 0.0200
Sri Lanka | 0.0732 | 0.0020 | 0.0020 | 0.0020
Turkey | 0.0109 | 0.0009 | 0.0009 | 0.0009
Ukraine | 0.0860 | 0.0298 | 0.0298 | 0.0298
United Arab Emirates | 0.0576 | 0.0157 | 0.0157 | 0.0157
United Kingdom | 0.0635 | 0.0220 | 0.0220 | 0.0220
North America | 0.0250 | 0.0034 | 0.0034 | 0.0034
Rest of Africa | 0.0225 | 0.0040 | 0.0040 | 0.0040
Rest of Asia Pacific | 0.0842 | 0.0113 | 0.0113 | 0.0113
Rest of Central & Eastern Europe | 0.0860 | 0.0212 | 0.0212 | 0.0212
Rest of Latin America | 0.0740 | 0.0113 | 0.0113 | 0.0113
Rest of Middle East | 0.0392 | 0.0091 | 0.0091 | 0.0091
Rest of Western Europe | 0.0592 | 0.0171 | 0.0171 | 0.0171
Other | 0.0604 | 0.0077 | 0.0077 | 0.0077
`,
};
