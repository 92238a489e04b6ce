import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../../../shared/contract/reads/people.ts';
import { useNow } from '../../../bridge/records.ts';
import { useFormats } from '../../conversation/use-formats.ts';
import { useRelayNow } from '../../window/use-relay-now.ts';
import css from '../admin-form.module.css';
import { Deed } from '../deed.tsx';
import { RefusedWords } from '../refused-words.tsx';

/** Links that are still open, each with the way to withdraw it. */
export function Invitations(props: {
  readonly all: readonly Invitation[];
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  const now = useRelayNow('minute');
  const revoke = useNow('invitation.revoke');
  const open = props.all.filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  return (
    <section className={css['bar']} aria-label={t('people.open')}>
      <h3 className={css['what']}>{t('people.open')}</h3>
      <RefusedWords error={revoke.error} />
      {open.map(({ id, kind, name, email, role, expiresAt, mail }) => (
        <Deed
          key={id}
          what={`${name} · ${email}`}
          why={[
            kind === 'invite' ? t(`people.roles.${role}`) : t('people.reset'),
            t('people.until', { when: formats.near(expiresAt, now) }),
            t(`people.mail.${mail}`),
          ].join(' · ')}
          action={t('people.revoke')}
          isGrave
          isBusy={revoke.isPending}
          onDo={() => revoke.mutate({ invitationId: id }, { onSuccess: props.onChanged })}
        />
      ))}
    </section>
  );
}
