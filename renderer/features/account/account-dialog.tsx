import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { OwnSecondStep } from './own-second-step.tsx';
import { OwnSessions } from './own-sessions.tsx';

/** How one signs in oneself, and where one is signed in. */
export function AccountDialog(props: { readonly onClose: () => void }) {
  const { t } = useTranslation('account');
  return (
    <Dialog title={t('title')} isOpen onClose={props.onClose}>
      <OwnSecondStep />
      <OwnSessions />
    </Dialog>
  );
}
