import type { StagedImport } from '../../../../shared/contract/contact-import.ts';

type Encoding = StagedImport['encoding'];

/** What the first bytes of a file say; null: it is ASCII so far, and anything may follow. */
function encodingOf(bytes: Uint8Array): Encoding | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  // Without a mark, every other byte of Latin text is 0.
  if (second === 0 && first !== 0) return 'utf-16le';
  if (first === 0 && second !== 0) return 'utf-16be';
  return bytes.some((byte) => byte > 0x7f) ? eightBit(bytes) : null;
}

/** UTF-8 has rules that no other text keeps by chance; a character may be cut at the end. */
function eightBit(bytes: Uint8Array): Encoding {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** A file as text, piece by piece. */
export interface DecodedText {
  readonly pieces: AsyncGenerator<string>;
  /** As far as it is known; ASCII is the beginning of UTF-8. */
  readonly encoding: () => Encoding;
}

/**
 * Reads bytes as UTF-8, UTF-16 or Windows-1252, whichever they are: what the first bytes leave
 * open is decided by the first that is not ASCII.
 */
export function decodeText(bytes: AsyncIterable<Uint8Array>): DecodedText {
  let encoding: Encoding | null = null;
  async function* pieces(): AsyncGenerator<string> {
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    let isFirst = true;
    for await (const chunk of bytes) {
      if (decoder === null) {
        const found = isFirst ? encodingOf(chunk) : laterEncoding(chunk);
        isFirst = false;
        if (found === null) {
          yield Buffer.from(chunk).toString('latin1');
          continue;
        }
        encoding = found;
        decoder = new TextDecoder(found);
      }
      yield decoder.decode(chunk, { stream: true });
    }
    if (decoder !== null) yield decoder.decode();
  }
  return { pieces: pieces(), encoding: () => encoding ?? 'utf-8' };
}

function laterEncoding(chunk: Uint8Array): Encoding | null {
  return chunk.some((byte) => byte > 0x7f) ? eightBit(chunk) : null;
}

const SEPARATORS = [',', ';', '\t'] as const;

/** What stands between the names of the columns, quoted ones left aside. */
export function separatorOf(text: string): StagedImport['separator'] {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '';
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const counts = SEPARATORS.map((sign) => bare.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
