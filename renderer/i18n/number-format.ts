export { numberFormat } from '../../shared/format/number-format.ts';
