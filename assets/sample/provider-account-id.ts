/**
 * The sample account's id at the relay. It is fixed, because the simulator must know before the
 * relay starts where the account's webhooks go.
 */
export const SAMPLE_PROVIDER_ACCOUNT_ID = '01935a5e-0000-7000-8000-00000000ca5e';
