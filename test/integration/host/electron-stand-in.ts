import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/* A folder that electron-builder takes for an unpacked Electron: its names, and in its programs
 * the wire of fuses that packaging sets. Nothing in it runs. */

/** Before each wire, so that tools find it (Electron, "Electron Fuses"). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron ships: may run as Node, may be inspected, and so on. */
const SHIPPED = '10110111';

const PROGRAM = Buffer.concat([
  Buffer.from(`stand-in\0${SENTINEL}`, 'latin1'),
  Buffer.from([1, SHIPPED.length]),
  Buffer.from(SHIPPED, 'latin1'),
  Buffer.from('\0stand-in', 'latin1'),
]);

export type System = 'linux' | 'win' | 'mac';

const HELPERS = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => `Electron Helper${kind}`);

function plist(executable: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${executable}</string></dict></plist>
`;
}

const MAC = 'Electron.app/Contents';
const FILES: Readonly<Record<System, Readonly<Record<string, Buffer | string>>>> = {
  linux: {
    electron: PROGRAM,
    'chrome-sandbox': '',
    'locales/en-US.pak': '',
    'resources/.keep': '',
  },
  win: { 'electron.exe': PROGRAM, 'locales/en-US.pak': '', 'resources/.keep': '' },
  mac: {
    [`${MAC}/Info.plist`]: plist('Electron'),
    [`${MAC}/MacOS/Electron`]: PROGRAM,
    [`${MAC}/Resources/electron.icns`]: '',
    [`${MAC}/Resources/en.lproj/.keep`]: '',
    [`${MAC}/Frameworks/Electron Framework.framework/Electron Framework`]: PROGRAM,
    [`${MAC}/Frameworks/Electron Framework.framework/Resources/en.lproj/.keep`]: '',
    ...Object.fromEntries(
      HELPERS.flatMap((name) => [
        [`${MAC}/Frameworks/${name}.app/Contents/Info.plist`, plist(name)],
        [`${MAC}/Frameworks/${name}.app/Contents/MacOS/${name}`, PROGRAM],
      ]),
    ),
  },
};

/** Makes the folder of a system's Electron in `folder`. */
export async function standInElectron(folder: string, system: System): Promise<void> {
  for (const [name, content] of Object.entries(FILES[system])) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await chmod(path, 0o755);
  }
}

/** The fuses as they are set in a program: one character each, in Electron's order. */
export function fusesOf(program: Buffer): string {
  const at = program.indexOf(SENTINEL, 0, 'latin1') + SENTINEL.length;
  return program.toString('latin1', at + 2, at + 2 + SHIPPED.length);
}
