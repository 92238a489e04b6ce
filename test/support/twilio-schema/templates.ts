/**
 * The SDK sends the bodies of JSON endpoints untouched, so they have to carry the wire's names;
 * its types only know the camelCase ones. Both are given here.
 */
export function wire<T extends object>(typed: T, fields: object): T {
  return Object.assign(typed, fields);
}

/** A quick-reply template with two variables and their samples. */
export function orderConfirmed(
  body: string,
  language = 'es_MX',
): { language: string; types: object } {
  return wire(
    { language, types: {} },
    {
      friendly_name: 'order_confirmed',
      variables: { '1': 'Lucía', '2': 'NW-41873' },
      types: {
        'twilio/quick-reply': { body, actions: [{ title: 'Todo bien', id: 'all_good' }] },
      },
    },
  );
}
