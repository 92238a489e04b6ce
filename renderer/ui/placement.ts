import type { TooltipProps } from 'react-aria-components/Tooltip';

/** Where something floats, seen from what it belongs to. */
export type Placement = NonNullable<TooltipProps['placement']>;
