import { CircleAlert, FileText, Film, Music, RotateCw, UserRound, X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaId } from '../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';
import { useBootstrap } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { numberFormat } from '../../i18n/number-format.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { fileKind, fileSize, mediaKind } from '../conversation/model/media-shape.ts';
import css from './attachment-chips.module.css';
import type { Attachments } from './use-attachments.ts';
import { useUploadProgress } from './use-upload-progress.ts';
import type { Upload } from './uploads.ts';

const ICONS = { video: Film, audio: Music, document: FileText, image: FileText } as const;

function Thumbnail(props: { readonly contentType: string; readonly source: string | null }) {
  const [failed, setFailed] = useState(false);
  const kind = mediaKind(props.contentType);
  if (kind === 'image' && props.source !== null && !failed) {
    return (
      <img
        className={css['picture']}
        src={props.source}
        alt=""
        draggable={false}
        onError={() => setFailed(true)}
      />
    );
  }
  const Icon = props.contentType.includes('vcard') ? UserRound : ICONS[kind];
  return (
    <span className={css['sheet']}>
      <Icon size={16} aria-hidden />
    </span>
  );
}

interface ChipProps {
  readonly name: string;
  readonly thumbnail: ReactNode;
  readonly about: ReactNode;
  /** From 0 to 1; null: nothing is under way. */
  readonly progress: number | null;
  readonly isFailed?: boolean;
  /** Before the button that takes it out. */
  readonly action?: ReactNode;
  readonly onRemove: () => void;
}

function Chip(props: ChipProps) {
  const { t } = useTranslation('attachments');
  const { name, progress } = props;
  return (
    <li className={css['chip']} data-failed={props.isFailed === true}>
      {props.thumbnail}
      <span className={css['words']}>
        <bdi className={css['name']} title={name}>
          {name}
        </bdi>
        <span className={css['about']}>{props.about}</span>
      </span>
      {props.action}
      <IconButton
        size="small"
        label={t('remove', { name })}
        icon={<X size={16} aria-hidden />}
        onPress={props.onRemove}
      />
      {progress === null ? null : (
        <progress
          className={css['progress']}
          max={1}
          value={progress}
          aria-label={t('uploading', { name })}
        />
      )}
    </li>
  );
}

/** A file that lies in the draft. */
function AttachedChip(props: { readonly media: MediaRecord; readonly onRemove: () => void }) {
  const { t } = useTranslation('attachments');
  const { mediaBase } = useBootstrap();
  const locale = useLocale();
  const { media } = props;
  const progress = useUploadProgress(media.id);
  const kind = fileKind(media);
  return (
    <Chip
      name={media.fileName ?? t('noName')}
      thumbnail={<Thumbnail contentType={media.contentType} source={mediaBase + media.id} />}
      about={media.size === null ? kind : t('about', { kind, size: fileSize(media.size, locale) })}
      progress={progress}
      onRemove={props.onRemove}
    />
  );
}

/** An address of the file's own bytes, for as long as it is shown. */
function useObjectUrl(file: File): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    // oxlint-disable-next-line react/set-state-in-effect -- it must be revoked when it goes
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

/** A file on its way into the draft, or one that did not get there. */
function UploadChip(props: {
  readonly upload: Upload<File>;
  readonly onRetry: (id: MediaId) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('attachments');
  const words = useRefusalWords();
  const locale = useLocale();
  const { id, file, sent, refusal } = props.upload;
  const source = useObjectUrl(file);
  const part = file.size === 0 ? 0 : sent / file.size;
  const percent = numberFormat(locale, { style: 'percent' }).format(part);
  return (
    <Chip
      name={file.name}
      thumbnail={<Thumbnail contentType={file.type} source={source} />}
      about={
        refusal === null ? (
          t('sent', { percent, size: fileSize(file.size, locale) })
        ) : (
          <span className={css['failed']} role="alert" title={words(refusal).what}>
            <CircleAlert size={14} aria-hidden />
            {t('failed')}
          </span>
        )
      }
      progress={refusal === null ? part : null}
      isFailed={refusal !== null}
      action={
        refusal === null ? null : (
          <IconButton
            size="small"
            label={t('tryAgainWith', { name: file.name })}
            icon={<RotateCw size={16} aria-hidden />}
            onPress={() => props.onRetry(id)}
          />
        )
      }
      onRemove={props.onRemove}
    />
  );
}

export interface AttachmentChipsProps {
  readonly attached: readonly MediaRecord[];
  readonly attachments: Attachments;
}

/** The files of a draft: those that are here, and those on their way. */
export function AttachmentChips(props: AttachmentChipsProps) {
  const { t } = useTranslation('attachments');
  const { attached, attachments } = props;
  if (attached.length + attachments.uploads.length === 0) return null;
  return (
    <ul className={css['chips']} aria-label={t('list')} tabIndex={-1}>
      {attached.map((media) => (
        <AttachedChip key={media.id} media={media} onRemove={() => attachments.remove(media.id)} />
      ))}
      {attachments.uploads.map((upload) => (
        <UploadChip
          key={upload.id}
          upload={upload}
          onRetry={attachments.retry}
          onRemove={() => attachments.remove(upload.id)}
        />
      ))}
    </ul>
  );
}
