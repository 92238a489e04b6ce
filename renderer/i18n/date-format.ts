export { dateFormat } from '../../shared/format/date-format.ts';
