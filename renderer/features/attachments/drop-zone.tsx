import { FileUp, FileX } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import css from './drop-zone.module.css';
import { carriesFiles } from './pasted-files.ts';
import { useLimitWords } from './use-limit-words.ts';

export interface DropZoneProps {
  /** Something inside the conversation that takes the files. */
  readonly inside: RefObject<HTMLElement | null>;
  readonly name: string;
  /** Why nothing can be dropped now; null: it can. */
  readonly refusal: 'sms' | 'closed' | 'opted_out' | null;
  readonly onDrop: (files: readonly File[]) => void;
}

/** Takes files that are dropped on the conversation, and says so while they are over it. */
export function DropZone(props: DropZoneProps) {
  const { t } = useTranslation('attachments');
  const limits = useLimitWords();
  const { inside, refusal } = props;
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const drop = useEffectEvent((files: readonly File[]) => {
    if (refusal === null) props.onDrop(files);
  });

  useEffect(() => {
    const zone = inside.current?.closest<HTMLElement>('[data-conversation]') ?? null;
    if (zone === null) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const isOver = (event: DragEvent) =>
      event.target instanceof Node && zone.contains(event.target);
    // A file that misses the conversation must not replace the whole page.
    const move = (event: DragEvent) => {
      if (event.dataTransfer === null || !carriesFiles(event.dataTransfer.types)) return;
      event.preventDefault();
      const over = isOver(event);
      event.dataTransfer.dropEffect = over && refusal === null ? 'copy' : 'none';
      setTarget(over ? zone : null);
    };
    window.addEventListener('dragenter', move, { signal });
    window.addEventListener('dragover', move, { signal });
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setTarget(null);
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        if (event.dataTransfer === null || !carriesFiles(event.dataTransfer.types)) return;
        event.preventDefault();
        setTarget(null);
        if (isOver(event)) drop(Array.from(event.dataTransfer.files));
      },
      { signal },
    );
    return () => stop.abort();
  }, [inside, refusal]);

  if (target === null) return null;
  const Icon = refusal === null ? FileUp : FileX;
  return createPortal(
    <div className={css['overlay']} data-refused={refusal !== null}>
      <div className={css['words']}>
        <Icon size={20} aria-hidden />
        <p className={css['title']}>
          {refusal === null ? t('drop.title', { name: props.name }) : t(`drop.${refusal}`)}
        </p>
        <p className={css['next']}>{refusal === null ? limits : t(`drop.${refusal}Next`)}</p>
      </div>
    </div>,
    target,
  );
}
