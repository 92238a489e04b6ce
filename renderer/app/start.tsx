import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { z } from 'zod';
import { BridgeProvider } from '../bridge/context.tsx';
import type { BridgeClient } from '../bridge/client.ts';
import { createQueryClient } from '../bridge/query-client.ts';
import { startTranslation } from '../i18n/index.ts';
import { App } from './app.tsx';
import { applyRememberedTheme } from './theme.ts';

/**
 * Draws the app into the page.
 *
 * @param connect makes the client to the core
 */
export async function startApp(connect: () => Promise<BridgeClient>): Promise<void> {
  // Zod would try `eval`, which the content security policy refuses.
  z.config({ jitless: true });
  applyRememberedTheme();
  const [client, i18n] = await Promise.all([connect(), startTranslation('en')]);
  const root = document.querySelector('#root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <BridgeProvider client={client} queries={createQueryClient()}>
          <App />
        </BridgeProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}
