import { numberFormat } from '../../../i18n/number-format.ts';
import type { MediaRecord } from '../../../../shared/contract/records.ts';

/** How a file is shown. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document';

/** Types of pictures that every browser engine in use shows. */
const SHOWN_IMAGES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
]);

/** How a file of this type is shown; what cannot be shown safely is a document. */
export function mediaKind(contentType: string): MediaKind {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (SHOWN_IMAGES.has(type)) return 'image';
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('audio/') ? 'audio' : 'document';
}

/** Whether a file is a PDF, which a browser shows. */
export function isPdf(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === 'application/pdf';
}

export interface Shape {
  readonly width: number;
  readonly height: number;
}

const MAX_SIDE = 280;
const MIN_SIDE = 96;

/**
 * The box that a picture keeps before it is loaded: its own shape, at most 280 px on each side,
 * and never a sliver. Without known size: 4 to 3.
 */
export function mediaShape(media: Pick<MediaRecord, 'width' | 'height'>): Shape {
  if (media.width === null || media.height === null) return { width: MAX_SIDE, height: 210 };
  const scale = Math.min(1, MAX_SIDE / media.width, MAX_SIDE / media.height);
  return {
    width: Math.max(MIN_SIDE, Math.round(media.width * scale)),
    height: Math.max(MIN_SIDE, Math.round(media.height * scale)),
  };
}

/** The short name of a file's type, such as `PDF`: from its name, else from its content type. */
export function fileKind(media: Pick<MediaRecord, 'contentType' | 'fileName'>): string {
  const extension = media.fileName?.match(/\.(?<extension>[a-z0-9]{1,5})$/iu)?.groups?.[
    'extension'
  ];
  const subtype = media.contentType.split(';')[0]?.split('/')[1] ?? '';
  return (extension ?? subtype.replace(/^x-/u, '').slice(0, 8)).toUpperCase();
}

/** A size in bytes as a person says it, with the unit of its order. */
export function fileSize(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < 1000
      ? [bytes, 'byte']
      : bytes < 1_000_000
        ? [bytes / 1000, 'kilobyte']
        : [bytes / 1_000_000, 'megabyte'];
  return numberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit !== 'byte' ? 1 : 0,
  }).format(value);
}
