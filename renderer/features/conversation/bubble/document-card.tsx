import { Download, ExternalLink, FileText } from 'lucide-react';
import { useRef, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaRecord } from '../../../../shared/contract/records.ts';
import { useBootstrap } from '../../../bridge/context.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import { fileKind, fileSize, isPdf } from '../model/media-shape.ts';
import { MediaMissing } from './media-missing.tsx';
import css from './media-view.module.css';
import { canBeHad, useMediaSource } from './use-media-source.ts';

/** A file that is not shown in place: its name, and the ways to have it. */
export function DocumentCard(props: {
  readonly media: MediaRecord;
  /** More words under its name. */
  readonly note?: string;
}) {
  const { t } = useTranslation('conversation');
  const { formats } = useConversationScope();
  const { capabilities } = useBootstrap();
  const { media, note } = props;
  const { source, isMissing, setMissing, retry } = useMediaSource(media);
  const [isFetching, setFetching] = useState(false);
  /** Whether the file is known to be here, so that the browser may have it. */
  const isHere = useRef(false);
  const name = media.fileName ?? t('media.noName');
  const kind = fileKind(media);
  // Only a browser has another place to show it; the desktop program saves it.
  const opens = isPdf(media.contentType) && !capabilities.openExternal;

  /** The browser would save or show the answer that the file is not there. */
  async function first(event: MouseEvent<HTMLAnchorElement>) {
    if (isHere.current) return;
    event.preventDefault();
    if (isFetching) return;
    const link = event.currentTarget;
    setFetching(true);
    isHere.current = await canBeHad(source);
    setFetching(false);
    if (isHere.current) link.click();
    else setMissing();
  }

  if (isMissing) {
    return (
      <div className={css['documentMissing']}>
        <bdi className={css['fileName']}>{name}</bdi>
        <MediaMissing kind="file" name={name} onRetry={retry} />
      </div>
    );
  }
  const about =
    media.size === null
      ? kind
      : t('media.file', { kind, size: fileSize(media.size, formats.locale) });
  return (
    <div className={css['document']} aria-busy={isFetching}>
      <span className={css['sheet']}>
        <FileText size={20} aria-hidden />
      </span>
      <span className={css['file']}>
        <bdi className={css['fileName']} title={name}>
          {name}
        </bdi>
        <span className={css['fileKind']}>{note === undefined ? about : `${about} · ${note}`}</span>
      </span>
      {opens ? (
        <a
          className={css['way']}
          href={source}
          target="_blank"
          rel="noreferrer noopener"
          aria-label={t('media.openFile', { name })}
          title={t('media.openFile', { name })}
          onClick={(event) => void first(event)}
        >
          <ExternalLink size={16} aria-hidden />
        </a>
      ) : null}
      <a
        className={css['way']}
        href={source}
        download={media.fileName ?? ''}
        aria-label={t('media.download', { name })}
        title={t('media.download', { name })}
        onClick={(event) => void first(event)}
      >
        <Download size={16} aria-hidden />
      </a>
    </div>
  );
}
