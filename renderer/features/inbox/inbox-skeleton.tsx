import { Skeleton } from '../../ui/skeleton.tsx';
import { classNames } from '../../ui/class-names.ts';
import rowCss from './inbox-row.module.css';

const WIDTHS = [
  ['52%', '78%'],
  ['40%', '64%'],
  ['61%', '83%'],
  ['45%', '57%'],
  ['56%', '70%'],
  ['38%', '80%'],
  ['50%', '61%'],
  ['47%', '74%'],
] as const;

/** Rows in their real geometry while the list is being loaded. */
export function InboxSkeleton(props: { readonly density: 'comfortable' | 'compact' }) {
  const avatar = props.density === 'compact' ? '32px' : '40px';
  return (
    <div aria-hidden="true">
      {WIDTHS.map(([first, second]) => (
        <div key={first} className={classNames(rowCss['row'])} data-density={props.density}>
          <Skeleton shape="round" width={avatar} height={avatar} />
          <span className={rowCss['lines']}>
            <span className={rowCss['line']}>
              <Skeleton width={first} />
            </span>
            <span className={rowCss['line']}>
              <Skeleton width={second} />
            </span>
          </span>
        </div>
      ))}
    </div>
  );
}
