import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { useNow } from '../../../bridge/records.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { announce } from '../../../ui/toasts.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import css from '../admin-form.module.css';
import { Deed } from '../deed.tsx';
import { RefusedWords } from '../refused-words.tsx';
import { ToldOnce } from '../told-once.tsx';

/** How long the old secret goes on working after a rotation, in minutes: a day. */
const GRACE_MINUTES = 24 * 60;

/** One key: what it may do, and what can be done about it. */
export function KeyDialog(props: {
  readonly apiKey: ReadValue<'apiKeys.list'>['keys'][number];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  const { id: keyId, name, scopes, createdAt, createdBy, expiresAt, revokedAt } = props.apiKey;
  const rotate = useNow('apiKey.rotate');
  const revoke = useNow('apiKey.revoke');
  return (
    <Dialog title={name} isOpen onClose={props.onClose}>
      <div className={css['form']}>
        <p className={css['quiet']}>
          {t('keys.madeBy', { name: createdBy, when: formats.exact(createdAt) })}{' '}
          {expiresAt === null
            ? t('keys.lives.never')
            : t('keys.until', { when: formats.exact(expiresAt) })}
        </p>
        <ul>
          {scopes.map((scope) => (
            <li key={scope}>{t(`keys.scope.${scope.replace(':', '_')}`)}</li>
          ))}
        </ul>
        <RefusedWords error={rotate.error ?? revoke.error} />
        {rotate.data === undefined ? null : (
          <ToldOnce label={t('keys.secret')} text={rotate.data.secret} />
        )}
        {revokedAt === null ? (
          <div className={css['deeds']}>
            <Deed
              what={t('keys.rotate')}
              why={t('keys.rotateWhy')}
              action={t('keys.rotateDo')}
              isBusy={rotate.isPending}
              onDo={() =>
                rotate.mutate(
                  { keyId, graceMinutes: GRACE_MINUTES },
                  { onSuccess: props.onChanged },
                )
              }
            />
            <Deed
              what={t('keys.revoke')}
              why={t('keys.revokeWhy')}
              action={t('keys.revokeDo')}
              isGrave
              isBusy={revoke.isPending}
              onDo={() =>
                revoke.mutate(
                  { keyId },
                  {
                    onSuccess: () => {
                      announce(t('keys.revokedSaid', { name }));
                      props.onChanged();
                      props.onClose();
                    },
                  },
                )
              }
            />
          </div>
        ) : (
          <p className={css['quiet']}>{t('keys.revokedAt', { when: formats.exact(revokedAt) })}</p>
        )}
      </div>
    </Dialog>
  );
}
