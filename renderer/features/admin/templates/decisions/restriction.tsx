import css from './decisions.module.css';
import { StandingLine } from './standing-line.tsx';
import { useStanding } from './use-standing.ts';

/** That the account gets no utility templates now, above the list of templates. */
export function Restriction() {
  const standing = useStanding().miscategorised;
  if (standing.restriction === null) return null;
  return (
    <div className={css['above']}>
      <StandingLine standing={standing} />
    </div>
  );
}
