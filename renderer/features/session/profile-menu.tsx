import { KeyRound, LogOut } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { useBootstrap, useBridgeMutation, useSession } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { loadStrings } from '../../i18n/index.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu, MenuItem, MenuSection } from '../../ui/menu.tsx';
import { announceFailure } from '../../ui/toasts.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import css from './profile-menu.module.css';

const AccountDialog = lazy(async () => {
  const [{ AccountDialog: Shown }] = await Promise.all([
    import('../account/account-dialog.tsx'),
    loadStrings('account'),
  ]);
  return { default: Shown };
});

const SignOutQuestion = lazy(async () => ({
  default: (await import('./sign-out-question.tsx')).SignOutQuestion,
}));

/** Who is signed in, how, and the way out. */
export function ProfileMenu() {
  const { t } = useTranslation('session');
  const { person, tenant } = useSession();
  const { connection } = useBootstrap();
  const wordsOf = useRefusalWords();
  const signOut = useBridgeMutation('session.signOut');
  const [asking, setAsking] = useState(false);
  const [account, setAccount] = useState(false);
  const leave = () =>
    signOut.mutate(
      {},
      {
        onError: ({ refusal }) => {
          const { what, next } = wordsOf(refusal);
          announceFailure(what, next);
        },
      },
    );
  return (
    <>
      <Menu
        label={t('profile')}
        placement="right bottom"
        trigger={
          <AriaButton className={css['trigger'] ?? ''}>
            <Avatar name={person.name} />
            <VisuallyHidden>{t('profileOf', { name: person.name })}</VisuallyHidden>
          </AriaButton>
        }
      >
        <MenuSection title={`${person.email} · ${tenant.name}`}>
          <MenuItem icon={<KeyRound size={16} aria-hidden />} onAction={() => setAccount(true)}>
            {t('signInSettings')}
          </MenuItem>
          <MenuItem
            icon={<LogOut size={16} aria-hidden />}
            onAction={() => {
              if (connection.waiting > 0) setAsking(true);
              else leave();
            }}
          >
            {t('signOut')}
          </MenuItem>
        </MenuSection>
      </Menu>
      {account ? (
        <Suspense fallback={null}>
          <AccountDialog onClose={() => setAccount(false)} />
        </Suspense>
      ) : null}
      {asking ? (
        <Suspense fallback={null}>
          <SignOutQuestion
            waiting={connection.waiting}
            isBusy={signOut.isPending}
            onStay={() => setAsking(false)}
            onLeave={leave}
          />
        </Suspense>
      ) : null}
    </>
  );
}
