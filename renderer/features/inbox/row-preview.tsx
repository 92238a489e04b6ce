import {
  Ban,
  CircleAlert,
  CircleHelp,
  CirclePause,
  Clock,
  CornerUpLeft,
  MapPin,
  Paperclip,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import css from './inbox-row.module.css';
import { isProblem, type Preview, type PreviewProblem } from './preview-of.ts';

const PROBLEMS = {
  failed: { Icon: CircleAlert, tone: 'failed' },
  undelivered: { Icon: CircleAlert, tone: 'failed' },
  unconfirmed: { Icon: CircleHelp, tone: 'held' },
  parked: { Icon: CirclePause, tone: 'held' },
  cancelled: { Icon: Ban, tone: 'quiet' },
} as const;

/** What has become of a message that did not simply go out. */
function Problem(props: { readonly kind: PreviewProblem }) {
  const { t } = useTranslation('inbox');
  const { Icon, tone } = PROBLEMS[props.kind];
  return (
    <span className={css['problem']} data-tone={tone}>
      <Icon size={14} aria-hidden />
      {t(`preview.${props.kind}`)}
    </span>
  );
}

/** Cut off at its own end, which is on the left where it is written from the right. */
function Words(props: { readonly children: ReactNode }) {
  return (
    <span className={css['previewWords']} dir="auto">
      {props.children}
    </span>
  );
}

/** The second line of a row. */
export function RowPreview(props: { readonly preview: Preview; readonly isUnread: boolean }) {
  const { t } = useTranslation('inbox');
  const { preview } = props;
  if (preview.kind === 'empty') return <span className={css['preview']}>{t('preview.empty')}</span>;
  if (preview.kind === 'draft') {
    return (
      <span className={css['preview']}>
        <span className={css['draft']}>{t('preview.draft')}</span>
        <Words>{preview.text}</Words>
      </span>
    );
  }
  const { kind, what } = preview;
  return (
    <span className={classNames(css['preview'], props.isUnread && css['strong'])}>
      {isProblem(kind) ? <Problem kind={kind} /> : null}
      {kind === 'waiting' ? <Clock size={14} aria-label={t('preview.waiting')} /> : null}
      {kind === 'own' ? <CornerUpLeft size={14} aria-label={t('preview.own')} /> : null}
      {what === 'media' ? <Paperclip size={14} aria-hidden /> : null}
      {what === 'location' ? <MapPin size={14} aria-hidden /> : null}
      <Words>{preview.text ?? t(`preview.kind.${what}`)}</Words>
    </span>
  );
}
