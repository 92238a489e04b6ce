import { CircleHelp } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { Button } from '../../../ui/button.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import css from './decision.module.css';

/** Asks what became of a message that the provider said nothing about, and says what each answer does. */
export function Decision(props: { readonly message: MessageRecord }) {
  const { t } = useTranslation('conversation');
  const { decide, freeformOpen } = useConversationScope();
  const { message } = props;
  const [isDecided, setDecided] = useState(false);
  const question = useId();
  const [went, didNot] = [useId(), useId()];
  const again =
    message.kind === 'template'
      ? 'template'
      : freeformOpen || message.validUntil === null
        ? 'text'
        : 'closed';
  const choose = (wentOut: boolean) => {
    setDecided(true);
    decide(message, wentOut);
  };
  return (
    <section className={css['card']} aria-labelledby={question}>
      <p id={question} className={css['question']}>
        <CircleHelp size={16} aria-hidden />
        <span>{t(isDecided ? 'decision.noted' : 'decision.question')}</span>
      </p>
      {isDecided ? null : (
        <dl className={css['choices']}>
          <dt>
            <Button size="small" describedBy={went} onPress={() => choose(true)}>
              {t('action.wentOut')}
            </Button>
          </dt>
          <dd id={went}>{t('decision.wentOut')}</dd>
          <dt>
            <Button size="small" describedBy={didNot} onPress={() => choose(false)}>
              {t('action.didNot')}
            </Button>
          </dt>
          <dd id={didNot}>{t(`decision.didNot.${again}`)}</dd>
        </dl>
      )}
    </section>
  );
}
