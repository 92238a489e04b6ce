import { useTranslation } from 'react-i18next';
import { useNow } from '../../../bridge/records.ts';
import css from '../admin-form.module.css';
import { Deed } from '../deed.tsx';
import { RefusedWords } from '../refused-words.tsx';

/** Whether everybody signs in with a second step, and the switch. */
export function RequireSecondStep(props: {
  readonly isRequired: boolean;
  /** How many people have none yet. */
  readonly without: number;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation('admin');
  const change = useNow('tenant.requireSecondStep');
  const { isRequired, without } = props;
  return (
    <div className={css['bar']}>
      <Deed
        what={t(isRequired ? 'people.required' : 'people.notRequired')}
        why={
          isRequired
            ? t('people.requiredWhy', { count: without })
            : t('people.requireWhy', { count: without })
        }
        action={t(isRequired ? 'people.requireNot' : 'people.require')}
        isGrave={!isRequired && without > 0}
        isBusy={change.isPending}
        onDo={() => change.mutate({ required: !isRequired }, { onSuccess: props.onChanged })}
      />
      <RefusedWords error={change.error} />
    </div>
  );
}
