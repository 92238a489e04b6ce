import { describe, expect, it } from 'vitest';
import {
  fileKind,
  fileSize,
  mediaKind,
  mediaShape,
} from '../../../../renderer/features/conversation/model/media-shape.ts';

describe('media', () => {
  it.each([
    ['image/jpeg', 'image'],
    ['image/png; charset=binary', 'image'],
    ['image/svg+xml', 'document'],
    ['image/heic', 'document'],
    ['video/mp4', 'video'],
    ['audio/ogg; codecs=opus', 'audio'],
    ['application/pdf', 'document'],
    ['text/html', 'document'],
    ['', 'document'],
  ])('of type %s is shown as %s', (type, kind) => {
    expect(mediaKind(type)).toBe(kind);
  });

  it.each([
    [800, 600, 280, 210],
    [600, 1200, 140, 280],
    [120, 100, 120, 100],
    [5000, 200, 280, 96],
    [null, null, 280, 210],
  ])('of %s × %s keeps a box of %i × %i', (width, height, boxWidth, boxHeight) => {
    expect(mediaShape({ width, height })).toEqual({ width: boxWidth, height: boxHeight });
  });

  it.each([
    ['invoice.PDF', 'application/octet-stream', 'PDF'],
    [null, 'application/pdf', 'PDF'],
    ['no extension', 'application/x-zip', 'ZIP'],
  ])('%s of type %s is called %s', (fileName, contentType, kind) => {
    expect(fileKind({ fileName, contentType })).toBe(kind);
  });

  it.each([
    [512, '512 byte'],
    [1_234, '1.2 kB'],
    [48_000, '48 kB'],
    [1_234_567, '1.2 MB'],
  ])('of %i bytes is said as %s', (bytes, words) => {
    expect(fileSize(bytes, 'en-GB')).toBe(words);
  });
});
