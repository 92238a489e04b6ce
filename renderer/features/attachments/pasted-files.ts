/** What matters of a clipboard or of what is dragged. */
export interface Carried<F> {
  readonly types: readonly string[];
  readonly files: ArrayLike<F>;
}

/**
 * The files in what was pasted. Office programs put a picture of the text beside the text: there
 * the text is meant.
 */
export function pastedFiles<F>(data: Carried<F>): readonly F[] {
  const isText =
    data.types.includes('text/plain') &&
    (data.types.includes('text/html') || data.types.includes('text/rtf'));
  return isText ? [] : Array.from(data.files);
}

/** Whether files are being dragged, and not text or a link. */
export function carriesFiles(types: readonly string[]): boolean {
  return types.includes('Files');
}
