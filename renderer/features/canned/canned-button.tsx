import { MessageSquareText } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './canned-button.module.css';

const CannedPanel = lazy(async () => ({
  default: (await import('./canned-panel.tsx')).CannedPanel,
}));

export interface CannedButtonProps {
  readonly view: ConversationView;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** What is searched for; it is kept outside, so that it is not lost where nothing is chosen. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** @param text with its places filled as far as they can be */
  readonly onPick: (text: string) => void;
}

/** The button that opens the canned replies; they are loaded when it is pressed first. */
export function CannedButton(props: CannedButtonProps) {
  const { t } = useTranslation('team');
  return (
    <DialogTrigger isOpen={props.isOpen} onOpenChange={props.onOpenChange}>
      <IconButton
        label={t('canned.open')}
        shortcut="/"
        icon={<MessageSquareText size={16} aria-hidden />}
      />
      <Popover className={css['popover'] ?? ''} placement="top start" offset={8}>
        <Dialog className={css['dialog'] ?? ''} aria-label={t('canned.title')}>
          <Suspense fallback={<div className={css['room']} />}>
            <CannedPanel
              view={props.view}
              query={props.query}
              onQuery={props.onQuery}
              onPick={props.onPick}
            />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
