import { billingEventsRows } from './billing/events.ts';
import { monthSummaryRows } from './billing/month-summary.ts';
import { releaseRows } from './billing/release.ts';
import { report } from './support/report.ts';

/* `npm run bench:billing`: the rules of what messages cost, on one core; what budgets cost a release;
 * and the summary of a large month. */

report('billing', [
  ...billingEventsRows(),
  ...(await releaseRows()),
  ...(await monthSummaryRows()),
]);
