import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import type { ShownPicture } from './conversation-context.tsx';
import type { Formats } from './use-formats.ts';
import css from './lightbox.module.css';

export interface LightboxProps {
  /** Null: closed. */
  readonly picture: ShownPicture | null;
  readonly mediaBase: string;
  readonly formats: Formats;
  readonly onClose: () => void;
}

/** A picture as large as the window allows. */
export function Lightbox(props: LightboxProps) {
  const { t } = useTranslation('conversation');
  const { picture, formats } = props;
  if (picture === null) return null;
  const { media } = picture;
  const when = formats.exact(picture.at);
  return (
    <Dialog
      title={media.fileName ?? t('media.picture')}
      size="picture"
      isOpen
      onClose={props.onClose}
    >
      <figure className={css['figure']}>
        <img
          className={css['image']}
          src={props.mediaBase + media.id}
          alt={t('media.pictureOf', { when })}
          {...(media.width === null ? {} : { width: media.width })}
          {...(media.height === null ? {} : { height: media.height })}
        />
        <figcaption className={css['caption']}>
          <span>{when}</span>
          <a
            className={css['save']}
            href={props.mediaBase + media.id}
            download={media.fileName ?? ''}
          >
            {t('media.save')}
          </a>
        </figcaption>
      </figure>
    </Dialog>
  );
}
