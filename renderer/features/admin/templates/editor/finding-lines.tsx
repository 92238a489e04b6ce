import { CircleAlert, Megaphone, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TemplateContent } from '../../../../../shared/contract/template-content.ts';
import type { MarketingPhrase } from '../../../../../shared/domain/template/advice/category-advice.ts';
import type { Finding } from '../../../../../shared/domain/template/finding.ts';
import { dateFormat } from '../../../../i18n/date-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import css from './editor.module.css';
import { useFindings } from './finding-context.ts';
import { placeKey } from './place-key.ts';

/** What is wrong with one field, or may be, under it; with what mends it where that is known. */
export function FindingLines(props: { readonly place: string }) {
  const { findings, phrases, content } = useFindings();
  const here = findings.filter((one) => placeKey(one.place) === props.place);
  const sold = phrases.filter((one) => placeKey(one.place) === props.place);
  if (here.length === 0 && sold.length === 0) return null;
  return (
    <ul className={css['findings']} id={`${props.place}-findings`}>
      {here.map((one) => (
        <FindingLine key={`${one.rule} ${one.from ?? 0}`} finding={one} />
      ))}
      {sold.map((one) => (
        <PhraseLine key={`${one.appeal} ${one.from}`} phrase={one} content={content} />
      ))}
    </ul>
  );
}

function FindingLine(props: { readonly finding: Finding }) {
  const { t } = useTranslation('library');
  const { mend } = useFindings();
  const day = dateFormat(useLocale(), { dateStyle: 'medium' });
  const { rule, severity, source, values, fix } = props.finding;
  const until = values?.['until'];
  const told: Readonly<Record<string, string | number>> = {
    ...values,
    ...(typeof until === 'number' ? { until: day.format(until) } : {}),
  };
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <li className={css['finding']} data-severity={severity}>
      <Icon size={14} aria-hidden />
      <span title={t('source', { source })}>{t(`rule.${rule}`, { ...told })}</span>
      {fix === undefined ? null : (
        <Button size="small" variant="quiet" onPress={() => mend(fix)}>
          {t('mend')}
        </Button>
      )}
    </li>
  );
}

function textAt(content: TemplateContent, { place }: MarketingPhrase): string {
  if (content.kind !== 'message') return '';
  if (place.part === 'header') return content.header.kind === 'text' ? content.header.text : '';
  if (place.part === 'footer') return content.footer;
  if (place.part === 'button') return content.buttons[place.index]?.title ?? '';
  return content.body;
}

function PhraseLine(props: {
  readonly phrase: MarketingPhrase;
  readonly content: TemplateContent;
}) {
  const { t } = useTranslation('library');
  const { phrase, content } = props;
  const words = textAt(content, phrase).slice(phrase.from, phrase.to);
  return (
    <li className={css['finding']} data-severity="advice">
      <Megaphone size={14} aria-hidden />
      <span>{t(`appeal.${phrase.appeal}`, { words })}</span>
    </li>
  );
}
