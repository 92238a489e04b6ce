import css from './search-pane.module.css';
import type { Piece } from './mark-hits.ts';

/** A text with what was searched for marked in it. */
export function Pieces(props: { readonly pieces: readonly Piece[] }) {
  let at = 0;
  return props.pieces.map(({ text, hit }) => {
    const key = at;
    at += text.length;
    return hit ? (
      <mark key={key} className={css['hit']}>
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    );
  });
}
