import { CircleAlert } from 'lucide-react';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeOutput } from '../../shared/contract/bridge.ts';
import { useBootstrapQuery } from '../bridge/context.tsx';
import { useRefusalWords } from '../bridge/refusal-words.ts';
import { RelayClockProvider } from '../features/window/relay-clock-provider.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { TooltipHost } from '../ui/tooltip-host.tsx';
import { Frame } from './frame.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { applyTheme } from './theme.ts';

const SignIn = lazy(async () => ({
  default: (await import('../features/session/sign-in.tsx')).SignIn,
}));

/** Everything: what the core said first decides between signing in and the inbox. */
export function App() {
  const bootstrap = useBootstrapQuery();
  if (bootstrap.data !== undefined) return <Loaded bootstrap={bootstrap.data} />;
  if (bootstrap.error === null) return <FrameSkeleton />;
  return (
    <NotLoaded
      refusal={bootstrap.error.refusal}
      isTrying={bootstrap.isFetching}
      onTryAgain={() => void bootstrap.refetch()}
    />
  );
}

function Loaded(props: { readonly bootstrap: BridgeOutput<'app.bootstrap'> }) {
  const { session, settings, connection } = props.bootstrap;
  useEffect(() => applyTheme(settings.theme), [settings.theme]);
  const ended = connection.state === 'session_ended' || connection.state === 'wiped';
  return (
    <RelayClockProvider>
      {session === null || ended ? (
        <Suspense fallback={<FrameSkeleton />}>
          <SignIn bootstrap={props.bootstrap} />
        </Suspense>
      ) : (
        <Frame />
      )}
      <Toasts />
      <TooltipHost />
    </RelayClockProvider>
  );
}

function NotLoaded(props: {
  readonly refusal: Parameters<ReturnType<typeof useRefusalWords>>[0];
  readonly isTrying: boolean;
  readonly onTryAgain: () => void;
}) {
  const { t } = useTranslation('common');
  const words = useRefusalWords()(props.refusal);
  return (
    <main style={{ height: '100%' }}>
      <EmptyState
        icon={<CircleAlert size={20} />}
        title={words.what}
        action={
          <Button variant="primary" isBusy={props.isTrying} onPress={props.onTryAgain}>
            {t('tryAgain')}
          </Button>
        }
      >
        {words.next}
      </EmptyState>
    </main>
  );
}
