import { Smile } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './emoji-button.module.css';

const EmojiPanel = lazy(async () => ({
  default: (await import('./emoji-panel.tsx')).EmojiPanel,
}));

export interface EmojiButtonProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onEmoji: (emoji: string) => void;
}

/** The button that opens the emoji; they are loaded when it is pressed first. */
export function EmojiButton(props: EmojiButtonProps) {
  const { t } = useTranslation('emoji');
  return (
    <DialogTrigger isOpen={props.isOpen} onOpenChange={props.onOpenChange}>
      <IconButton label={t('open')} shortcut="Mod+E" icon={<Smile size={16} aria-hidden />} />
      <Popover className={css['popover'] ?? ''} placement="top start" offset={8}>
        <Dialog className={css['dialog'] ?? ''} aria-label={t('title')}>
          <Suspense fallback={<div className={css['room']} />}>
            <EmojiPanel onEmoji={props.onEmoji} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
