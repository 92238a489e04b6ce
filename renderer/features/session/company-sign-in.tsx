import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInOutcome } from '../../../shared/contract/bridge.ts';
import {
  useBootstrap,
  useBridge,
  useBridgeMutation,
  useBridgeQuery,
} from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from './mark.tsx';
import css from './sign-in.module.css';

/** Asked for at most so often while somebody types an address, ms. */
const FRESH_MS = 60_000;

/** What the company of this relay calls its own sign-in; null: none is known of. */
export function useCompanyName(relayUrl: string): string | null {
  const url = relayUrl.trim();
  const ways = useBridgeQuery(
    'session.ways',
    { relayUrl: url },
    { enabled: /^https?:\/\/[^/]/.test(url) && URL.canParse(url), freshFor: FRESH_MS },
  );
  return ways.data?.singleSignOn ?? null;
}

export interface CompanySignInProps {
  readonly name: string;
  readonly relayUrl: string;
  readonly onOutcome: (outcome: SignInOutcome) => void;
  /** Back to the password. */
  readonly onBack: () => void;
}

/** The sign-in that goes on in the browser, at the company's own provider. */
export function CompanySignIn({ name, relayUrl, onOutcome, onBack }: CompanySignInProps) {
  const { t } = useTranslation('session');
  const { capabilities } = useBootstrap();
  const client = useBridge();
  const wordsOf = useRefusalWords();
  const openOutside = useBridgeMutation('external.open');
  const begin = useBridgeMutation('session.beginSingleSignOn');
  const wait = useBridgeMutation('session.singleSignOn');
  const isBegun = useRef(false);

  const open = (url: string): void => {
    if (capabilities.openExternal) openOutside.mutate({ url });
    else window.open(url, '_blank', 'noopener,noreferrer');
  };
  const start = (again: boolean): void => {
    wait.reset();
    begin.mutate(
      { relayUrl, again },
      {
        onSuccess: ({ url }) => {
          wait.mutate({}, { onSuccess: onOutcome });
          open(url);
        },
      },
    );
  };
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    start(false);
  });

  const refusal = (begin.error ?? wait.error)?.refusal ?? null;
  const url = begin.data?.url;
  const words = refusal === null ? null : wordsOf(refusal);
  return (
    <main className={css['page']}>
      <div className={css['form']}>
        <Mark />
        <h1 className={css['title']}>{t(words === null ? 'company.title' : 'company.failed')}</h1>
        {words === null ? (
          <p className={css['lead']}>{t('company.lead', { name })}</p>
        ) : (
          <p role="alert" className={css['alert']}>
            {words.what}{' '}
            {refusal?.code === 'second_step_required'
              ? t('company.setUpFirst', { name })
              : words.next}
          </p>
        )}
        {words === null ? (
          <Button
            variant="primary"
            size="large"
            isDisabled={url === undefined}
            onPress={() => {
              if (url !== undefined) open(url);
            }}
          >
            {t('company.open')}
          </Button>
        ) : (
          <Button variant="primary" size="large" onPress={() => start(true)}>
            {t('company.again')}
          </Button>
        )}
        <Button
          variant="quiet"
          size="large"
          onPress={() => {
            void client.call('session.leaveSingleSignOn', {});
            onBack();
          }}
        >
          {t('company.back')}
        </Button>
      </div>
    </main>
  );
}
