import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';

/* Draws the icon files from `assets/icons/icon.svg`; run by hand when that changes:
 *
 *   node scripts/run.cjs node scripts/package-icons.ts [path of Chromium]
 *
 * Both containers simply hold PNG files of several sizes, and electron-builder would fetch a
 * program to make them. */

const folder = join(import.meta.dirname, '../assets/icons');
/** Sizes in a file for Windows. */
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Kinds in a file for macOS, and their sizes in pixels. */
const ICNS_KINDS = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

async function draw(sizes: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
  const [, , executablePath] = process.argv;
  const browser = await chromium.launch({
    args: ['--no-sandbox'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const page = await browser.newPage();
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    const scaled = svg.replace('width="1024" height="1024"', `width="${size}" height="${size}"`);
    await page.setContent(`<style>html,body{margin:0}svg{display:block}</style>${scaled}`);
    drawn.set(size, await page.screenshot({ omitBackground: true, type: 'png' }));
  }
  await browser.close();
  return drawn;
}

/** ICO: a directory of 16 bytes per image, then the images. */
function ico(images: readonly (readonly [size: number, png: Buffer])[]): Buffer {
  const head = Buffer.alloc(6 + images.length * 16);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, [size, png]] of images.entries()) {
    const at = 6 + index * 16;
    // 256 is written as 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(([, png]) => png)]);
}

/** ICNS: each image after its kind and length, all after the file's own. */
function icns(images: readonly (readonly [kind: string, png: Buffer])[]): Buffer {
  const entries = images.map(([kind, png]) => Buffer.concat([block(kind, png.length), png]));
  const body = Buffer.concat(entries);
  return Buffer.concat([block('icns', body.length), body]);
}

function block(kind: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32BE(length + 8, 4);
  return head;
}

const sizes = [...new Set([...ICO_SIZES, ...ICNS_KINDS.map(([, size]) => size)])];
const drawn = await draw(sizes);
function image(size: number): Buffer {
  const found = drawn.get(size);
  if (found === undefined) throw new Error(`the size ${size} was not drawn`);
  return found;
}
writeFileSync(join(folder, 'icon.png'), image(1024));
writeFileSync(join(folder, '512x512.png'), image(512));
writeFileSync(join(folder, 'icon.ico'), ico(ICO_SIZES.map((size) => [size, image(size)])));
writeFileSync(
  join(folder, 'icon.icns'),
  icns(ICNS_KINDS.map(([kind, size]) => [kind, image(size)])),
);
console.log(`Drew ${sizes.length} sizes into ${folder}.`);
