import { Download, FileText, ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaRecord, MessageRecord } from '../../../../shared/contract/records.ts';
import { useConversationScope } from '../conversation-context.tsx';
import { fileKind, fileSize, mediaKind, mediaShape } from '../model/media-shape.ts';
import css from './media-view.module.css';

interface MediaProps {
  readonly media: MediaRecord;
  readonly message: MessageRecord;
}

function Picture(props: MediaProps) {
  const { t } = useTranslation('conversation');
  const { formats, mediaBase, showPicture } = useConversationScope();
  const [failed, setFailed] = useState(false);
  const { media, message } = props;
  const shape = mediaShape(media);
  const name = media.fileName ?? t('media.picture');
  const box = { aspectRatio: `${shape.width} / ${shape.height}`, width: shape.width };
  if (failed) {
    return (
      <span className={css['missing']} style={box}>
        <ImageOff size={20} aria-hidden />
        {t('media.failed')}
      </span>
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
        src={mediaBase + media.id}
        alt={t('media.pictureOf', { when: formats.exact(message.at) })}
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => setFailed(true)}
      />
    </button>
  );
}

function Document(props: MediaProps) {
  const { t } = useTranslation('conversation');
  const { formats, mediaBase } = useConversationScope();
  const { media } = props;
  const name = media.fileName ?? t('media.noName');
  const kind = fileKind(media);
  return (
    <a
      className={css['document']}
      href={mediaBase + media.id}
      download={media.fileName ?? ''}
      title={t('media.download', { name })}
    >
      <span className={css['sheet']}>
        <FileText size={20} aria-hidden />
      </span>
      <span className={css['file']}>
        <bdi className={css['fileName']}>{name}</bdi>
        <span className={css['fileKind']}>
          {media.size === null
            ? kind
            : t('media.file', { kind, size: fileSize(media.size, formats.locale) })}
        </span>
      </span>
      <Download size={16} aria-hidden className={css['save']} />
    </a>
  );
}

/** A file of a message: picture, video and sound in place, everything else as a card. */
export function MediaView(props: MediaProps) {
  const { t } = useTranslation('conversation');
  const { mediaBase } = useConversationScope();
  const { media } = props;
  const source = mediaBase + media.id;
  switch (mediaKind(media.contentType)) {
    case 'image':
      return <Picture {...props} />;
    case 'video':
      return (
        <video
          className={css['video']}
          style={{
            aspectRatio: `${mediaShape(media).width} / ${mediaShape(media).height}`,
            width: mediaShape(media).width,
          }}
          src={source}
          controls
          preload="metadata"
          aria-label={t('media.video', { name: media.fileName ?? '' })}
        />
      );
    case 'audio':
      return (
        <audio
          className={css['audio']}
          src={source}
          controls
          preload="metadata"
          aria-label={t('media.audio', { name: media.fileName ?? '' })}
        />
      );
    case 'document':
      break;
  }
  return <Document {...props} />;
}
