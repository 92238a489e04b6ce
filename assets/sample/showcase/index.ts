import { ANUNCIO } from './anuncio.ts';
import { ARAUCARIA } from './araucaria.ts';
import { HARBOURSIDE } from './harbourside.ts';
import { JURIQUILLA } from './juriquilla.ts';
import { LAKEFRONT } from './lakefront.ts';
import { ONITSHA } from './onitsha.ts';
import { BAYSHORE, WAGNER } from './opted-out.ts';
import { REHBERG } from './rehberg.ts';
import { type Showcase } from './showcase.ts';
import { CANAL_ROAD, LA_LOMA } from './without-number.ts';

/** All conversations that are written by hand, the newest first. */
export const SHOWCASES: readonly Showcase[] = [
  HARBOURSIDE,
  JURIQUILLA,
  REHBERG,
  ARAUCARIA,
  ONITSHA,
  LAKEFRONT,
  LA_LOMA,
  ANUNCIO,
  CANAL_ROAD,
  WAGNER,
  BAYSHORE,
];
