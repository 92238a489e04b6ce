import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaRecord } from '../../../../shared/contract/records.ts';
import { mediaShape } from '../model/media-shape.ts';
import { DocumentCard } from './document-card.tsx';
import { MediaMissing } from './media-missing.tsx';
import css from './media-view.module.css';
import { canBeHad, useMediaSource } from './use-media-source.ts';

/** A video or sound that plays in its bubble. What this browser cannot play is offered for saving. */
export function Player(props: { readonly media: MediaRecord; readonly kind: 'video' | 'audio' }) {
  const { t } = useTranslation('conversation');
  const { media, kind } = props;
  const { source, isMissing, setMissing, retry } = useMediaSource(media);
  const [isPlayable, setPlayable] = useState(true);
  const name = media.fileName ?? '';
  // An error says not whether the file is missing or only of a kind that cannot be played.
  const onError = () => {
    void canBeHad(source).then((here) => (here ? setPlayable(false) : setMissing()));
  };
  if (isMissing) {
    return <MediaMissing kind="file" name={name} style={{ width: 260 }} onRetry={retry} />;
  }
  if (!isPlayable) return <DocumentCard media={media} note={t('media.notPlayable')} />;
  const shared = { src: source, controls: true, preload: 'metadata', onError } as const;
  if (kind === 'audio') {
    return <audio {...shared} className={css['audio']} aria-label={t('media.audio', { name })} />;
  }
  const { width, height } = mediaShape(media);
  return (
    <video
      {...shared}
      className={css['video']}
      style={{ aspectRatio: `${width} / ${height}`, width }}
      aria-label={t('media.video', { name })}
    />
  );
}
