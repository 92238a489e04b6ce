import type { MediaRecord, MessageRecord } from '../../../../shared/contract/records.ts';
import { mediaKind } from '../model/media-shape.ts';
import { DocumentCard } from './document-card.tsx';
import { Picture } from './picture.tsx';
import { Player } from './player.tsx';

/** A file of a message: picture, video and sound in place, everything else as a card. */
export function MediaView(props: { readonly media: MediaRecord; readonly message: MessageRecord }) {
  const { media } = props;
  const kind = mediaKind(media.contentType);
  if (kind === 'image') return <Picture {...props} />;
  return kind === 'document' ? (
    <DocumentCard media={media} />
  ) : (
    <Player media={media} kind={kind} />
  );
}
