import { adviceRows } from './template-advice/judge.ts';
import { report } from './support/report.ts';

/* `npm run bench:template-advice`: how well the advice on categories agrees with people who know
 * the platform's guidelines. `known` texts served to find the words, `unseen` ones did not. */

report('template-advice', [...adviceRows('unseen'), ...adviceRows('known')]);
