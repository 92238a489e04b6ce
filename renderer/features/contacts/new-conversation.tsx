import { Hash } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { formatPhone, parsePhone } from '../../../shared/domain/contact/phone.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import formCss from './contact-form.module.css';
import { ContactPicker } from './contact-picker.tsx';
import { type NewNumber, StartConversation } from './start-conversation.tsx';
import { useHome } from './use-home.ts';

/** Begins a conversation with whoever is found by typing, or with a number that is new. */
export function NewConversation(props: {
  readonly onClose: () => void;
  readonly onConversation: (id: ConversationId) => void;
}) {
  const { t } = useTranslation('contacts');
  const home = useHome();
  const [text, setText] = useState('');
  const [who, setWho] = useState<ContactRecord | NewNumber | null>(null);
  const number = parsePhone(text, home)?.number ?? null;
  const known = useBridgeQuery(
    'contacts.count',
    { text: number?.slice(1) ?? '', tagId: null, ownerId: null },
    { enabled: number !== null },
  );
  const isNew = number !== null && known.data?.count === 0;
  if (who !== null) {
    return (
      <StartConversation who={who} onClose={props.onClose} onConversation={props.onConversation} />
    );
  }
  return (
    <Dialog title={t('start.new')} isOpen onClose={props.onClose}>
      <div className={formCss['form']}>
        <ContactPicker
          label={t('start.who')}
          text={text}
          onText={setText}
          onContact={setWho}
          other={
            isNew
              ? {
                  words: t('start.toNumber', { number: formatPhone(number) }),
                  icon: <Hash size={16} aria-hidden />,
                  onChoose: () => setWho({ newNumber: number }),
                }
              : null
          }
        />
      </div>
    </Dialog>
  );
}
