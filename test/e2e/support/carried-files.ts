import type { Locator } from 'playwright/test';

/** A file as a person carries it over. */
export interface CarriedFile {
  readonly name: string;
  readonly type: string;
  /** Bytes; what they are does not matter. */
  readonly size: number;
}

/** Drops files on something, as if they came from the file manager. */
export async function dropFiles(target: Locator, files: readonly CarriedFile[]): Promise<void> {
  await carry(target, 'drop', files);
}

/** Drags files over something and holds them there. */
export async function dragFiles(target: Locator, files: readonly CarriedFile[]): Promise<void> {
  await carry(target, 'dragover', files);
}

/** Pastes files into something, as if they had been copied. */
export async function pasteFiles(target: Locator, files: readonly CarriedFile[]): Promise<void> {
  await carry(target, 'paste', files);
}

function carry(
  target: Locator,
  kind: 'drop' | 'dragover' | 'paste',
  files: readonly CarriedFile[],
): Promise<void> {
  return target.evaluate(
    (element, { event, list }) => {
      const data = new DataTransfer();
      for (const { name, type, size } of list) {
        data.items.add(new File([new Uint8Array(size)], name, { type }));
      }
      const shared = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        event === 'paste'
          ? new ClipboardEvent(event, { ...shared, clipboardData: data })
          : new DragEvent(event, { ...shared, dataTransfer: data }),
      );
    },
    { event: kind, list: files },
  );
}
