import type { Provider } from '../../../relay/providers/provider.ts';

function unused(): never {
  throw new Error('this test has no provider');
}

/** A provider for tests that need none; single calls can be given. */
export function unusedProvider(given: Partial<Provider> = {}): Provider {
  return {
    send: unused,
    listSent: unused,
    listMessages: unused,
    listMedia: unused,
    fetchMessage: unused,
    usageRecords: () => Promise.resolve([]),
    listTemplates: () => Promise.resolve([]),
    createTemplate: unused,
    submitTemplate: unused,
    deleteTemplate: unused,
    fetchApproval: unused,
    fetchMedia: unused,
    isGenuine: () => false,
    isGenuineEvent: () => false,
    parseTemplateEvents: unused,
    parseWebhook: unused,
    ...given,
  };
}
