import css from './mark.module.css';

/** The icon of Casement: a window that is ajar. */
export function Mark() {
  return (
    <svg className={css['mark']} width="48" height="48" viewBox="96 96 832 832" aria-hidden="true">
      <rect className={css['ground']} x="96" y="96" width="832" height="832" rx="190" />
      <rect className={css['opening']} x="268" y="232" width="488" height="560" rx="44" />
      <path
        className={css['pane']}
        d="M268 276a44 44 0 0 1 36-43l286-66a52 52 0 0 1 64 51v588a52 52 0 0 1-64 51l-286-66a44 44 0 0 1-36-43z"
      />
      <path className={css['bars']} d="M322 512h332M480 200v624" />
      <circle className={css['knob']} cx="606" cy="512" r="30" />
    </svg>
  );
}
