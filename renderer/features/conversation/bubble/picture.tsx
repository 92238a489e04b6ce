import { useTranslation } from 'react-i18next';
import type { MediaRecord, MessageRecord } from '../../../../shared/contract/records.ts';
import { useConversationScope } from '../conversation-context.tsx';
import { mediaShape } from '../model/media-shape.ts';
import { MediaMissing } from './media-missing.tsx';
import css from './media-view.module.css';
import { useMediaSource } from './use-media-source.ts';

/** A picture in its bubble; it keeps its room before it is loaded. */
export function Picture(props: { readonly media: MediaRecord; readonly message: MessageRecord }) {
  const { t } = useTranslation('conversation');
  const { formats, showPicture } = useConversationScope();
  const { media, message } = props;
  const { source, isMissing, setMissing, retry } = useMediaSource(media);
  const shape = mediaShape(media);
  const name = media.fileName ?? t('media.picture');
  const box = { aspectRatio: `${shape.width} / ${shape.height}`, width: shape.width };
  if (isMissing) {
    return (
      <MediaMissing
        kind="picture"
        name={name}
        style={{ width: shape.width, minHeight: Math.min(shape.height, 160) }}
        onRetry={retry}
      />
    );
  }
  return (
    <button
      type="button"
      className={css['picture']}
      style={box}
      aria-label={t('media.open', { name })}
      onClick={() => showPicture({ media, at: message.at })}
    >
      <img
        src={source}
        alt={t('media.pictureOf', { when: formats.exact(message.at) })}
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={setMissing}
      />
    </button>
  );
}
