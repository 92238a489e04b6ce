import { restSendsRows } from './people/rest-sends.ts';
import { report } from './support/report.ts';

/* `npm run bench:people`: what machines and files bring in, on a private database. */

report('people', await restSendsRows());
