/**
 * Which market a calling code is billed in, by date: `prefix country market`, then `> date market`
 * for each move. The longest prefix counts; a code that is not listed is in `Other`. Source: Meta,
 * pricing, September 2026. That Kazakhstan has +7 6 and +7 7 is an assumption.
 */
export const MARKET_TEXT = `
1 CA North America
1 US North America
1242 BS Other
1246 BB Other
1264 AI Other
1268 AG Other
1284 VG Other
1345 KY Other
1441 BM Other
1473 GD Other
1649 TC Other
1658 JM Rest of Latin America
1664 MS Other
1721 SX Other
1758 LC Other
1767 DM Other
1784 VC Other
1787 PR Rest of Latin America
1809 DO Rest of Latin America
1829 DO Rest of Latin America
1849 DO Rest of Latin America
1868 TT Other
1869 KN Other
1876 JM Rest of Latin America
1939 PR Rest of Latin America
20 EG Egypt
211 SS Rest of Africa
212 MA Rest of Africa > 2026-10-01 Morocco
213 DZ Rest of Africa
216 TN Rest of Africa
218 LY Rest of Africa
220 GM Rest of Africa
221 SN Rest of Africa
222 MR Rest of Africa
223 ML Rest of Africa
225 CI Rest of Africa
226 BF Rest of Africa
227 NE Rest of Africa
228 TG Rest of Africa
229 BJ Rest of Africa
231 LR Rest of Africa
232 SL Rest of Africa
233 GH Rest of Africa
234 NG Nigeria
235 TD Rest of Africa
237 CM Rest of Africa
241 GA Rest of Africa
242 CG Rest of Africa
244 AO Rest of Africa
245 GW Rest of Africa
249 SD Rest of Africa
250 RW Rest of Africa
251 ET Rest of Africa
252 SO Rest of Africa
254 KE Rest of Africa
255 TZ Rest of Africa
256 UG Rest of Africa
257 BI Rest of Africa
258 MZ Rest of Africa
260 ZM Rest of Africa
261 MG Rest of Africa
263 ZW Other > 2025-10-01 Rest of Africa
264 NA Rest of Africa
265 MW Rest of Africa
266 LS Rest of Africa
267 BW Rest of Africa
268 SZ Rest of Africa
27 ZA South Africa
291 ER Rest of Africa
30 GR Rest of Central & Eastern Europe
31 NL Netherlands
32 BE Rest of Western Europe
33 FR France
34 ES Spain
351 PT Rest of Western Europe
353 IE Rest of Western Europe
355 AL Rest of Central & Eastern Europe
358 FI Rest of Western Europe
359 BG Rest of Central & Eastern Europe
36 HU Rest of Central & Eastern Europe > 2026-07-01 Hungary
370 LT Rest of Central & Eastern Europe
371 LV Rest of Central & Eastern Europe
373 MD Rest of Central & Eastern Europe
374 AM Rest of Central & Eastern Europe
375 BY Rest of Central & Eastern Europe
380 UA Rest of Central & Eastern Europe > 2026-10-01 Ukraine
381 RS Rest of Central & Eastern Europe
385 HR Rest of Central & Eastern Europe
386 SI Rest of Central & Eastern Europe
389 MK Rest of Central & Eastern Europe
39 IT Italy
40 RO Rest of Central & Eastern Europe > 2026-07-01 Romania
41 CH Rest of Western Europe
420 CZ Rest of Central & Eastern Europe
421 SK Rest of Central & Eastern Europe
43 AT Rest of Western Europe
44 GB United Kingdom
45 DK Rest of Western Europe
46 SE Rest of Western Europe
47 NO Rest of Western Europe
48 PL Rest of Central & Eastern Europe > 2026-07-01 Poland
49 DE Germany
502 GT Rest of Latin America
503 SV Rest of Latin America
504 HN Rest of Latin America
505 NI Rest of Latin America
506 CR Rest of Latin America
507 PA Rest of Latin America
509 HT Rest of Latin America
51 PE Peru
52 MX Mexico
54 AR Argentina
55 BR Brazil
56 CL Chile
57 CO Colombia
58 VE Rest of Latin America
591 BO Rest of Latin America
593 EC Rest of Latin America
595 PY Rest of Latin America
598 UY Rest of Latin America
60 MY Malaysia
61 AU Rest of Asia Pacific
62 ID Indonesia
63 PH Rest of Asia Pacific
64 NZ Rest of Asia Pacific
65 SG Rest of Asia Pacific > 2026-07-01 Singapore
66 TH Rest of Asia Pacific
675 PG Rest of Asia Pacific
7 RU Russia
76 KZ Other > 2026-10-01 Kazakhstan
77 KZ Other > 2026-10-01 Kazakhstan
81 JP Rest of Asia Pacific
84 VN Rest of Asia Pacific
852 HK Rest of Asia Pacific > 2026-07-01 Hong Kong
855 KH Rest of Asia Pacific
856 LA Rest of Asia Pacific
86 CN Rest of Asia Pacific
880 BD Rest of Asia Pacific > 2026-10-01 Bangladesh
886 TW Rest of Asia Pacific
90 TR Turkey
91 IN India
92 PK Pakistan
93 AF Rest of Asia Pacific
94 LK Rest of Asia Pacific > 2026-10-01 Sri Lanka
961 LB Rest of Middle East
962 JO Rest of Middle East
964 IQ Rest of Middle East > 2026-10-01 Iraq
965 KW Rest of Middle East > 2026-10-01 Kuwait
966 SA Saudi Arabia
967 YE Rest of Middle East
968 OM Rest of Middle East > 2026-10-01 Oman
971 AE United Arab Emirates
972 IL Israel
973 BH Rest of Middle East
974 QA Rest of Middle East > 2026-07-01 Qatar
976 MN Rest of Asia Pacific
977 NP Rest of Asia Pacific > 2026-10-01 Nepal
992 TJ Rest of Asia Pacific
993 TM Rest of Asia Pacific
994 AZ Rest of Central & Eastern Europe
995 GE Rest of Central & Eastern Europe
998 UZ Rest of Asia Pacific
`;
