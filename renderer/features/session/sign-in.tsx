import { ChevronRight, ShieldAlert } from 'lucide-react';
import { lazy, Suspense, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  BridgeOutput,
  ConnectionState,
  SignInOutcome,
} from '../../../shared/contract/bridge.ts';
import { useBridgeMutation } from '../../bridge/context.tsx';
import { useRefusalWords, type RefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  checkSignIn,
  fieldOfRefusal,
  type SignInEntry,
  type SignInProblems,
} from './check-sign-in.ts';
import { loadStrings } from '../../i18n/index.ts';
import { CompanySignIn, useCompanyName } from './company-sign-in.tsx';
import { Mark } from './mark.tsx';
import css from './sign-in.module.css';

const SecondStep = lazy(async () => {
  const [{ SecondStep: Screen }] = await Promise.all([
    import('./second-step.tsx'),
    loadStrings('account'),
  ]);
  return { default: Screen };
});

/** In the order of the form. */
const FIELDS = [
  { field: 'email', name: 'email' },
  { field: 'password', name: 'password' },
  { field: 'relayUrl', name: 'relay' },
] as const;

/** What stands over the form, by what has become of the last session. */
const SIGN_IN_WORDS: Partial<Record<ConnectionState['state'], 'ended' | 'wiped'>> = {
  session_ended: 'ended',
  wiped: 'wiped',
};

function sentence(words: RefusalWords): string {
  return `${words.what} ${words.next}`;
}

/** The form to sign in, also after a session has ended. */
export function SignIn(props: { readonly bootstrap: BridgeOutput<'app.bootstrap'> }) {
  const { t } = useTranslation('session');
  const { suggestedRelayUrl, session, connection, capabilities } = props.bootstrap;
  const wordsOf = useRefusalWords();
  const signIn = useBridgeMutation('session.signIn');
  const [entry, setEntry] = useState<SignInEntry>({
    relayUrl: session?.relayUrl ?? suggestedRelayUrl,
    email: session?.person.email ?? '',
    password: '',
  });
  const [problems, setProblems] = useState<SignInProblems>({});
  const [relayShown, setRelayShown] = useState(suggestedRelayUrl === '');
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const [isOver, setOver] = useState(false);
  // Not while it is being typed: nobody but the relay that is meant is asked.
  const [typed, setTyped] = useState(entry.relayUrl);
  const company = useCompanyName(typed);
  const [isElsewhere, setElsewhere] = useState(false);

  const refusal = signIn.error?.refusal ?? null;
  const refusedField = refusal === null ? null : fieldOfRefusal(refusal.code);
  const errorOf = (field: keyof SignInEntry) => {
    const problem = problems[field];
    if (problem !== undefined) return t(`problem.${field}.${problem}`);
    return refusal !== null && refusedField === field ? sentence(wordsOf(refusal)) : null;
  };
  const set = (part: Partial<SignInEntry>) => {
    setEntry((now) => ({ ...now, ...part }));
    setProblems({});
    signIn.reset();
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = checkSignIn(entry);
    setProblems(found);
    if (found.relayUrl !== undefined) setRelayShown(true);
    const first = FIELDS.find(({ field }) => found[field] !== undefined);
    if (first !== undefined) {
      const input = event.currentTarget.elements.namedItem(first.name);
      if (input instanceof HTMLElement) input.focus();
    }
    if (first !== undefined || signIn.isPending) return;
    setOver(false);
    signIn.mutate(
      { ...entry, email: entry.email.trim(), relayUrl: entry.relayUrl.trim() },
      {
        onSuccess: setOutcome,
        onError: (error) => {
          if (fieldOfRefusal(error.refusal.code) === 'relayUrl') setRelayShown(true);
        },
      },
    );
  };
  const how = SIGN_IN_WORDS[connection.state] ?? 'first';

  if (outcome !== null && outcome.outcome !== 'signed_in') {
    return (
      <Suspense fallback={null}>
        <SecondStep
          setUp={outcome.outcome === 'set_up' ? outcome.setUp : null}
          onBack={(over) => {
            setOutcome(null);
            setOver(over);
            setEntry((now) => ({ ...now, password: '' }));
          }}
        />
      </Suspense>
    );
  }
  if (isElsewhere && company !== null) {
    return (
      <CompanySignIn
        name={company}
        relayUrl={typed.trim()}
        onOutcome={(result) => {
          setElsewhere(false);
          setOutcome(result);
        }}
        onBack={() => setElsewhere(false)}
      />
    );
  }
  return (
    <main className={css['page']}>
      <form className={css['form']} onSubmit={submit} noValidate aria-labelledby="sign-in-title">
        <Mark />
        <h1 id="sign-in-title" className={css['title']}>
          {t(`${how}.title`)}
        </h1>
        <p className={css['lead']}>{t(`${how}.lead`)}</p>
        {isOver ? (
          <p role="alert" className={css['alert']}>
            {t('secondStepOver')}
          </p>
        ) : null}
        <TextField
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus={entry.email === ''}
          value={entry.email}
          onChange={(email) => set({ email })}
          error={errorOf('email')}
        />
        <TextField
          label={t('password')}
          type="password"
          name="password"
          autoComplete="current-password"
          autoFocus={entry.email !== ''}
          value={entry.password}
          onChange={(password) => set({ password })}
          error={errorOf('password')}
        />
        <div className={css['relay']}>
          <button
            type="button"
            className={css['disclosure']}
            aria-expanded={relayShown}
            aria-controls="sign-in-relay"
            onClick={() => setRelayShown((shown) => !shown)}
          >
            <ChevronRight size={16} aria-hidden className={css['chevron']} />
            {t('relayAddress')}
            {relayShown ? null : <span className={css['host']}>{hostOf(entry.relayUrl)}</span>}
          </button>
          <div id="sign-in-relay" hidden={!relayShown}>
            <TextField
              label={t('relayAddress')}
              labelHidden
              type="url"
              name="relay"
              value={entry.relayUrl}
              onChange={(relayUrl) => set({ relayUrl })}
              onBlur={() => setTyped(entry.relayUrl)}
              description={t('relayHint')}
              error={errorOf('relayUrl')}
            />
          </div>
        </div>
        {refusal !== null && refusedField === null ? (
          <p role="alert" className={css['alert']}>
            {sentence(wordsOf(refusal))}
          </p>
        ) : null}
        <Button type="submit" variant="primary" size="large" isBusy={signIn.isPending}>
          {t(signIn.isPending ? 'signingIn' : 'signIn')}
        </Button>
        {company === null ? null : (
          <>
            <span className={css['or']}>{t('company.or')}</span>
            <Button
              size="large"
              onPress={() => {
                signIn.reset();
                setElsewhere(true);
              }}
            >
              {t('company.button', { name: company })}
            </Button>
          </>
        )}
        {capabilities.secretsProtected ? null : (
          <p className={css['weak']}>
            <ShieldAlert size={16} aria-hidden />
            <span>{t('weaklyProtected')}</span>
          </p>
        )}
      </form>
    </main>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
