import { billingEventsRows } from './billing/events.ts';
import { report } from './support/report.ts';

/* `npm run bench:billing`: the rules of what messages cost, on one core. */

report('billing', billingEventsRows());
