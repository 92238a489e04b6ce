import { CircleHelp, FileX, LayoutTemplate, MousePointerClick, Package } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { classNames } from '../../../ui/class-names.ts';
import { useConversationScope } from '../conversation-context.tsx';
import { mediaKind, mediaShape } from '../model/media-shape.ts';
import { isOnlyEmoji } from '../model/rich-text.ts';
import type { MessageRow } from '../model/rows.ts';
import css from './bubble.module.css';
import { hasFailureLine } from './failure-line.tsx';
import { LocationCard, ReferralCard } from './cards.tsx';
import { MediaView } from './media-view.tsx';
import { Quote } from './quote.tsx';
import { RichText } from './rich-text.tsx';
import { StatusTicks } from './status-ticks.tsx';

function Meta(props: { readonly row: MessageRow; readonly alone: boolean }) {
  const { formats } = useConversationScope();
  const { message, endsGroup } = props.row;
  if (!endsGroup) return null;
  return (
    <span className={classNames(css['meta'], props.alone && css['metaAlone'])}>
      <span className={css['metaWords']} dir="ltr">
        <time dateTime={new Date(message.at).toISOString()} title={formats.exact(message.at)}>
          {formats.time(message.at)}
        </time>
        {message.direction === 'outbound' && !hasFailureLine(message.status) ? (
          <StatusTicks message={message} />
        ) : null}
      </span>
    </span>
  );
}

function TemplateButtons(props: { readonly titles: readonly string[] }) {
  const { t } = useTranslation('conversation');
  return (
    <ul className={css['buttons']} aria-label={t('template.buttons')}>
      {props.titles.map((title) => (
        <li key={title} dir="auto">
          {title}
        </li>
      ))}
    </ul>
  );
}

function Caption(props: { readonly message: MessageRecord }) {
  const { t } = useTranslation('conversation');
  const { template } = props.message;
  if (template !== null) {
    return (
      <p className={css['caption']}>
        <LayoutTemplate size={16} aria-hidden />
        <span>
          {t('template.name', {
            name: template.name,
            language: template.language.replace('_', '-'),
          })}
        </span>
      </p>
    );
  }
  return (
    <p className={css['caption']}>
      <MousePointerClick size={16} aria-hidden />
      <span>{t('button.pressed')}</span>
    </p>
  );
}

/** The order that the message is about. */
function AboutOrder(props: { readonly number: string }) {
  const { t } = useTranslation('conversation');
  return (
    <p className={css['caption']}>
      <Package size={16} aria-hidden />
      <bdi>{t('aboutOrder', { number: props.number })}</bdi>
    </p>
  );
}

/** The padding of the bubble on both sides, and the narrowest caption that reads well, in px. */
const SIDES = 24;
const NARROWEST_CAPTION = 200;

/** A caption is no wider than the picture or video above it. */
function captionStyle({ media }: MessageRecord): CSSProperties | undefined {
  const shown = media.filter(({ contentType }) =>
    ['image', 'video'].includes(mediaKind(contentType)),
  );
  if (shown.length === 0) return undefined;
  const width = Math.max(NARROWEST_CAPTION, ...shown.map((one) => mediaShape(one).width));
  return { maxWidth: `min(${width + SIDES}px, 100%)` };
}

/** What stands in place of a content that cannot be shown. */
function NoContent() {
  const { t } = useTranslation('conversation');
  return (
    <span className={css['nothing']}>
      <CircleHelp size={16} aria-hidden />
      {t('preview.nothing')}
    </span>
  );
}

/** Where a file was that the company does not keep any longer. */
function FileGone() {
  const { t } = useTranslation('conversation');
  return (
    <span className={css['nothing']}>
      <FileX size={16} aria-hidden />
      {t('media.gone')}
    </span>
  );
}

/** One message as a bubble: what it quotes, its files and places, its text, time and state. */
export function Bubble(props: { readonly row: MessageRow }) {
  const { message, startsGroup, endsGroup } = props.row;
  const text = message.body ?? message.button?.text ?? '';
  const hasText = text.trim() !== '';
  const large = hasText && message.kind === 'text' && isOnlyEmoji(text);
  const onlyPicture =
    !hasText &&
    message.media.length > 0 &&
    message.media.every((media) => mediaKind(media.contentType) === 'image');
  const buttons = message.template?.buttons ?? [];
  const isFileGone = message.kind === 'media' && message.media.length === 0;
  const empty = !hasText && message.media.length === 0 && message.location === null;
  return (
    <div
      className={classNames(css['bubble'], onlyPicture && css['onlyPicture'])}
      style={hasText ? captionStyle(message) : undefined}
      data-direction={message.direction}
      data-starts={startsGroup}
      data-ends={endsGroup}
      data-dim={message.status === 'cancelled'}
    >
      {message.template === null && message.button === null ? null : <Caption message={message} />}
      {message.orderReference === undefined ? null : <AboutOrder number={message.orderReference} />}
      {message.repliesToId === null ? null : <Quote id={message.repliesToId} />}
      {message.referral === null ? null : <ReferralCard referral={message.referral} />}
      {message.media.map((media) => (
        <MediaView key={media.id} media={media} message={message} />
      ))}
      {isFileGone && hasText ? <FileGone /> : null}
      {message.location === null ? null : <LocationCard location={message.location} />}
      {hasText || empty ? (
        <div className={classNames(css['text'], large && css['large'])} dir="auto">
          {hasText ? <RichText text={text} /> : isFileGone ? <FileGone /> : <NoContent />}
          <Meta row={props.row} alone={false} />
        </div>
      ) : (
        <Meta row={props.row} alone />
      )}
      {buttons.length === 0 ? null : <TemplateButtons titles={buttons} />}
    </div>
  );
}
