import { attackRows } from './relay/attack.ts';
import { idleRows } from './relay/idle.ts';
import { twoRelaysRows } from './relay/two-relays.ts';
import { webhookRows } from './relay/webhooks.ts';
import { report } from './support/report.ts';

/* `npm run bench:relay`: relays as processes on a private database. */

report('relay', [
  ...(await webhookRows()),
  ...(await attackRows()),
  ...(await idleRows()),
  ...(await twoRelaysRows()),
]);
