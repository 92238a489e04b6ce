import { contactImportRows } from './people/contact-import.ts';
import { contactSearchRows } from './people/contact-search.ts';
import { restSendsRows } from './people/rest-sends.ts';
import { report } from './support/report.ts';

/* `npm run bench:people`: what machines bring in, on a private database, and the search in all contacts. */

report('people', [
  ...(await restSendsRows()),
  ...(await contactImportRows()),
  ...(await contactSearchRows()),
]);
