import { ChevronLeft, ChevronRight, Download } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MediaMissing } from './bubble/media-missing.tsx';
import { useMediaSource } from './bubble/use-media-source.ts';
import css from './lightbox.module.css';
import { neighbours, type ShownPicture } from './model/pictures.ts';
import type { Formats } from './use-formats.ts';

export interface LightboxProps {
  /** Null: closed. */
  readonly picture: ShownPicture | null;
  /** All pictures of the conversation that are loaded. */
  readonly pictures: readonly ShownPicture[];
  readonly formats: Formats;
  readonly onShow: (picture: ShownPicture) => void;
  readonly onClose: () => void;
}

/** A picture as large as the window allows; the arrow keys go to the others of the conversation. */
export function Lightbox(props: LightboxProps) {
  const { picture, ...rest } = props;
  return picture === null ? null : <OpenLightbox {...rest} picture={picture} />;
}

function OpenLightbox(props: LightboxProps & { readonly picture: ShownPicture }) {
  const { t } = useTranslation('conversation');
  const { picture, pictures, formats, onShow } = props;
  const { previous, next, index } = neighbours(pictures, picture);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const to = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : null;
    if (to === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onShow(to);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <Dialog
      title={picture.media.fileName ?? t('media.picture')}
      size="picture"
      isOpen
      onClose={props.onClose}
    >
      <figure className={css['figure']}>
        <LargePicture key={picture.media.id} picture={picture} formats={formats} />
        <figcaption className={css['caption']}>
          <IconButton
            label={t('media.previous')}
            isDisabled={previous === null}
            icon={<ChevronLeft size={16} aria-hidden />}
            {...(previous === null ? {} : { onPress: () => onShow(previous) })}
          />
          <IconButton
            label={t('media.next')}
            isDisabled={next === null}
            icon={<ChevronRight size={16} aria-hidden />}
            {...(next === null ? {} : { onPress: () => onShow(next) })}
          />
          <span className={css['when']} aria-live="polite">
            {formats.exact(picture.at)}
            {index === -1
              ? null
              : ` · ${t('media.place', { index: index + 1, count: pictures.length })}`}
          </span>
          <SaveLink picture={picture} />
        </figcaption>
      </figure>
    </Dialog>
  );
}

function SaveLink(props: { readonly picture: ShownPicture }) {
  const { t } = useTranslation('conversation');
  const { media } = props.picture;
  const { source } = useMediaSource(media);
  return (
    <a className={css['save']} href={source} download={media.fileName ?? ''}>
      <Download size={16} aria-hidden />
      {t('media.save')}
    </a>
  );
}

function LargePicture(props: { readonly picture: ShownPicture; readonly formats: Formats }) {
  const { t } = useTranslation('conversation');
  const { media, at } = props.picture;
  const { source, isMissing, setMissing, retry } = useMediaSource(media);
  const name = media.fileName ?? t('media.picture');
  if (isMissing) {
    return (
      <div className={css['missing']}>
        <MediaMissing kind="picture" name={name} onRetry={retry} />
      </div>
    );
  }
  return (
    <img
      className={css['image']}
      src={source}
      alt={t('media.pictureOf', { when: props.formats.exact(at) })}
      onError={setMissing}
      {...(media.width === null ? {} : { width: media.width })}
      {...(media.height === null ? {} : { height: media.height })}
    />
  );
}
