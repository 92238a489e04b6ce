import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import css from './drawer.module.css';

export interface DrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The panel where there is no room beside the conversation. Escape and a click beside it close it. */
export function Drawer(props: DrawerProps) {
  const { t } = useTranslation('app');
  return (
    <ModalOverlay
      className={css['scrim'] ?? ''}
      isDismissable
      isOpen={props.isOpen}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Modal className={css['drawer'] ?? ''}>
        <Dialog className={css['dialog'] ?? ''} aria-label={t('panel')}>
          <IconButton
            className={css['close'] ?? ''}
            label={t('common:close')}
            shortcut="Escape"
            placement="left"
            icon={<X size={16} aria-hidden />}
            onPress={props.onClose}
          />
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
