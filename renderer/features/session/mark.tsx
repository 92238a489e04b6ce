import css from './mark.module.css';

/** The sign of Casement: a window that is ajar. */
export function Mark() {
  return (
    <svg className={css['mark']} width="40" height="40" viewBox="0 0 40 40" aria-hidden="true">
      <rect className={css['frame']} x="5" y="5" width="30" height="30" rx="8" />
      <path
        className={css['pane']}
        d="M13 12.5 24 9.2a1.6 1.6 0 0 1 2 1.5v18.6a1.6 1.6 0 0 1-2 1.5l-11-3.3z"
      />
      <circle className={css['knob']} cx="22.4" cy="20" r="1.3" />
    </svg>
  );
}
