import { app, nativeImage, type BrowserWindow, type NativeImage } from 'electron';

const SIZE = 16;
const RED = [0x2b, 0x2b, 0xd9]; // blue, green, red

/** Shows how many conversations wait: a number on the dock, a dot in the task bar of Windows. */
export function setBadge(
  count: number,
  window: BrowserWindow | null,
  platform: NodeJS.Platform,
): void {
  if (platform === 'win32') {
    window?.setOverlayIcon(count > 0 ? dot() : null, count > 0 ? `${count} unread` : '');
  } else {
    app.setBadgeCount(count);
  }
}

function dot(): NativeImage {
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  const middle = (SIZE - 1) / 2;
  for (let place = 0; place < SIZE * SIZE; place += 1) {
    const [x, y] = [place % SIZE, Math.floor(place / SIZE)];
    const inside = Math.hypot(x - middle, y - middle) <= SIZE / 2;
    if (inside) pixels.set([...RED, 0xff], place * 4);
  }
  return nativeImage.createFromBitmap(pixels, { width: SIZE, height: SIZE });
}
