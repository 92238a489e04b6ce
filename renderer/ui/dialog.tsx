import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import css from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** `picture`: as large as the window allows, without a frame. */
  readonly size?: 'small' | 'medium' | 'wide' | 'picture';
  /** A question that must be answered: it does not close by a click beside it. */
  readonly isQuestion?: boolean;
  readonly children: ReactNode;
  /** Buttons at its foot, the chosen one last. */
  readonly actions?: ReactNode;
}

/** A window within the window. Escape and a click beside it close it; focus returns to where it was. */
export function Dialog(props: DialogProps) {
  const { t } = useTranslation('common');
  const { size = 'medium' } = props;
  return (
    <ModalOverlay
      className={css['scrim'] ?? ''}
      isOpen={props.isOpen}
      isDismissable={props.isQuestion !== true}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Modal className={classNames(css['modal'], css[size])}>
        <AriaDialog
          className={css['dialog'] ?? ''}
          role={props.isQuestion === true ? 'alertdialog' : 'dialog'}
        >
          <header className={css['head']}>
            <Heading slot="title" className={css['title'] ?? ''}>
              {props.title}
            </Heading>
            <IconButton
              label={t('close')}
              shortcut="Escape"
              icon={<X size={16} aria-hidden />}
              onPress={props.onClose}
            />
          </header>
          <div className={css['body']}>{props.children}</div>
          {props.actions === undefined ? null : (
            <footer className={css['foot']}>{props.actions}</footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
